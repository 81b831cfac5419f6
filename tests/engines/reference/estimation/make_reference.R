# Writes results.json beside this file from pupils.csv and periods.csv: what R makes of them.
#
#     Rscript tests/engines/reference/estimation/make_reference.R
#
# Debian: r-base-core r-cran-aer r-cran-clubsandwich r-cran-estimatr r-cran-jsonlite
# r-cran-lme4 r-cran-lmertest r-cran-pbkrtest

suppressPackageStartupMessages({
  library(AER)
  library(clubSandwich)
  library(estimatr)
  library(jsonlite)
  library(lmerTest)
  library(pbkrtest)
})

script <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
here <- dirname(normalizePath(script))
pupils <- read.csv(file.path(here, "pupils.csv"))
pupils$third <- factor(pupils$third)
pupils$pretest_c <- pupils$pretest - mean(pupils$pretest)
periods <- read.csv(file.path(here, "periods.csv"))
tight <- lmerControl(
  optimizer = "bobyqa",
  optCtrl = list(rhobeg = 0.1, rhoend = 1e-10, maxfun = 1e6)
)

robust <- function(fit, cluster, keep, type = "CR2") {
  variance <- vcovCR(fit, cluster = cluster, type = type)
  found <- coef_test(fit, vcov = variance, test = "Satterthwaite")
  interval <- conf_int(fit, vcov = variance, level = 0.95, test = "Satterthwaite")
  names <- names(coef(fit))
  at <- which(names %in% keep)
  setNames(lapply(at, function(i) list(
    estimate = found$beta[i], standard_error = found$SE[i],
    degrees_of_freedom = interval$df[i], t = found$tstat[i], p_value = found$p_Satt[i],
    low = interval$CI_L[i], high = interval$CI_U[i]
  )), names[at])
}

joint <- function(fit, cluster, terms) {
  tests <- Wald_test(fit, constrain_zero(which(names(coef(fit)) %in% terms)),
    vcovCR(fit, cluster = cluster, type = "CR2"),
    test = c("HTZ", "EDF", "Naive-F")
  )
  setNames(lapply(seq_len(nrow(tests)), function(i) list(
    f = tests$Fstat[i], numerator = tests$df_num[i], denominator = tests$df_denom[i],
    p_value = tests$p_val[i]
  )), c(HTZ = "htz", EDF = "edf", `Naive-F` = "naive")[tests$test])
}

tidied <- function(fit) {
  table <- tidy(fit)
  setNames(lapply(seq_len(nrow(table)), function(i) list(
    estimate = table$estimate[i], standard_error = table$std.error[i],
    degrees_of_freedom = table$df[i], t = table$statistic[i], p_value = table$p.value[i],
    low = table$conf.low[i], high = table$conf.high[i]
  )), table$term)
}

mixed <- function(formula, data) {
  fit <- lmer(formula, data, REML = TRUE, control = tight)
  satterthwaite <- summary(fit)$coefficients
  kenward <- as.data.frame(summary(fit, ddf = "Kenward-Roger")$coefficients)
  terms <- rownames(satterthwaite)
  likelihood <- lmer(formula, data, REML = FALSE, control = tight)
  list(
    fixed = setNames(lapply(seq_along(terms), function(i) list(
      estimate = satterthwaite[i, 1], standard_error = satterthwaite[i, 2],
      degrees_of_freedom = satterthwaite[i, 3], p_value = satterthwaite[i, 5],
      kenward_error = kenward[i, 2], kenward_degrees = kenward[i, 3]
    )), terms),
    variances = as.data.frame(VarCorr(fit))$vcov,
    correlations = as.data.frame(VarCorr(fit))$sdcor,
    deviance = REMLcrit(fit),
    log_likelihood = as.numeric(logLik(likelihood)),
    ml_variances = as.data.frame(VarCorr(likelihood))$vcov,
    singular = isSingular(fit)
  )
}

mixed_joint <- function() {
  fit <- lmer(post ~ third + pretest + (1 | class), pupils, control = tight)
  contrast <- rbind(c(0, 1, 0, 0), c(0, 0, 1, 0))
  kenward <- KRmodcomp(fit, contrast)$test["Ftest", ]
  satterthwaite <- contestMD(fit, contrast, ddf = "Satterthwaite")
  list(
    kenward_roger = list(f = kenward$stat, numerator = kenward$ndf, denominator = kenward$ddf,
      p_value = kenward$p.value),
    satterthwaite = list(f = satterthwaite[["F value"]], numerator = satterthwaite$NumDF,
      denominator = satterthwaite$DenDF, p_value = satterthwaite[["Pr(>F)"]])
  )
}

profiled <- function() {
  fit <- lmer(post ~ arm + pretest + (1 | class), pupils, REML = FALSE, control = tight)
  pr <- profile(fit, which = "beta_", delta = 0.1)
  found <- confint(pr)
  setNames(lapply(rownames(found), function(name) list(low = found[name, 1],
    high = found[name, 2])), rownames(found))
}

plain <- lm(post ~ arm + pretest + kind, pupils)
three <- lm(post ~ third + pretest, pupils)
weighted <- lm(post ~ arm + pretest, pupils, weights = weight)
within <- lm(post ~ pretest + kind + class, pupils)
within_weighted <- lm(post ~ pretest + kind + class, pupils, weights = weight)
instrumented <- ivreg(post ~ dose + pretest | arm + pretest, data = pupils)
crossed <- lm(post ~ arm + period + pretest + class, periods)
carried <- lm(post ~ arm + period + pretest + first, periods)
all_of <- function(fit) names(coef(fit))
means <- lm_robust(post ~ arm, pupils, clusters = class, se_type = "CR2")

write_json(
  list(
    made_with = c(
      list(R = R.version.string),
      sapply(c("AER", "clubSandwich", "estimatr", "jsonlite", "lme4", "lmerTest", "pbkrtest"),
        function(name) as.character(packageVersion(name)), simplify = FALSE)
    ),
    plain = robust(plain, pupils$class, all_of(plain)),
    cr0 = robust(plain, pupils$class, all_of(plain), "CR0"),
    cr1 = robust(plain, pupils$class, all_of(plain), "CR1"),
    cr1s = robust(plain, pupils$class, all_of(plain), "CR1S"),
    cr3 = robust(plain, pupils$class, all_of(plain), "CR3"),
    joint = joint(three, pupils$class, c("third1", "third2")),
    joint_kind = joint(plain, pupils$class, c("kindb", "kindc", "pretest")),
    weighted = robust(weighted, pupils$class, all_of(weighted)),
    within = robust(within, pupils$class, c("pretest", "kindb", "kindc")),
    within_weighted = robust(within_weighted, pupils$class, c("pretest", "kindb", "kindc")),
    instrumented = robust(instrumented, pupils$class, all_of(instrumented)),
    crossed = robust(crossed, periods$class, c("arm", "period", "pretest")),
    carried = robust(carried, periods$class, "first"),
    lin = tidied(lm_lin(post ~ arm, ~ pretest + dose, pupils)),
    lin_clustered = tidied(lm_lin(post ~ arm, ~pretest, pupils, clusters = class)),
    hc0 = tidied(lm_robust(post ~ arm + pretest, pupils, se_type = "HC0")),
    hc1 = tidied(lm_robust(post ~ arm + pretest, pupils, se_type = "HC1")),
    hc2 = tidied(lm_robust(post ~ arm + pretest, pupils, se_type = "HC2")),
    hc3 = tidied(lm_robust(post ~ arm + pretest, pupils, se_type = "HC3")),
    classical = tidied(lm_robust(post ~ arm + pretest, pupils, se_type = "classical")),
    means = tidied(difference_in_means(post ~ arm, pupils)),
    means_clustered = tidied(difference_in_means(post ~ arm, pupils, clusters = class)),
    intercept = mixed(post ~ arm + pretest + (1 | class), pupils),
    null = mixed(post ~ 1 + (1 | class), pupils),
    singular = mixed(flat ~ arm + pretest + (1 | class), pupils),
    slope = mixed(post ~ arm + pretest + (pretest_c | class), pupils),
    three_levels = mixed(post ~ arm + pretest + (1 | school / class), pupils),
    mixed_joint = mixed_joint(),
    profiled = profiled()
  ),
  file.path(here, "results.json"),
  auto_unbox = TRUE, digits = I(15), pretty = TRUE
)
