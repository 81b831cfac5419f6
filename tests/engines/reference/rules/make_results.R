# Writes results.json and imputed.csv beside this file: effects, scales and imputations in R.
#
#     python tests/engines/reference/rules/make_data.py
#     Rscript tests/engines/reference/rules/make_results.R
#
# Debian: r-base-core r-cran-metafor r-cran-psych r-cran-ordinal r-cran-mice r-cran-jsonlite

suppressMessages({library(metafor); library(psych); library(ordinal); library(mice)})
library(jsonlite)

script <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
here <- dirname(normalizePath(script))
read <- function(name) read.csv(file.path(here, name))

# Hedges' g, exact factor, both variances.
studies <- read("studies.csv")
smd <- function(vtype) escalc(measure = "SMD", vtype = vtype, m1i = m1, sd1i = sd1, n1i = n1,
                              m2i = m2, sd2i = sd2, n2i = n2, data = studies)
effects <- list(g = as.numeric(smd("LS")$yi), large = smd("LS")$vi, unbiased = smd("UB")$vi)

# What clusters do, from the covariance matrix of all pupils written out: the pooled variance is
# y'Ay / (N - 2), so its mean is tr(AV) / (N - 2) and its df tr(AV)^2 / tr(AVAV).
of_clusters <- function(sizes, arms, icc, alone) {
  pupils <- sum(sizes)
  cluster <- rep(seq_along(sizes), sizes)
  arm <- rep(arms, sizes)
  V <- diag(1 - icc, pupils) + icc * outer(cluster, cluster, "==")
  V[arm == alone, ] <- 0
  V[, arm == alone] <- 0
  if (any(arm == alone)) diag(V)[arm == alone] <- 1 - icc
  centre <- function(one) outer(one, one) / sum(one)
  A <- diag(pupils) - centre(as.numeric(arm == 1)) - centre(as.numeric(arm == 0))
  AV <- A %*% V
  contrast <- (arm == 1) / sum(arm == 1) - (arm == 0) / sum(arm == 0)
  list(
    gamma = sum(diag(AV)) / (pupils - 2),
    eta = as.numeric(contrast %*% V %*% contrast) / (1 / sum(arm == 1) + 1 / sum(arm == 0)),
    h = sum(diag(AV))^2 / sum(diag(AV %*% AV))
  )
}
clusters <- list(
  both = of_clusters(rep(5, 8), rep(0:1, 4), 0.15, alone = -1),
  one_arm = of_clusters(c(rep(5, 4), 17), c(rep(1, 4), 0), 0.15, alone = 0)
)

# A scale of five items, one reversed.
answers <- read("answers.csv")
items <- answers[, paste0("i", 1:5)]
reversed <- suppressWarnings(psych::alpha(items, keys = "i2", check.keys = FALSE))
keyed <- items
keyed$i2 <- 6 - keyed$i2
total <- reversed$total
fa <- psych::fa(keyed, nfactors = 1, fm = "minres")
correlation <- cor(keyed)
feldt <- alpha.ci(total$raw_alpha, n.obs = nrow(keyed), n.var = 5, p.val = 0.05)
scale <- list(
  alpha = total$raw_alpha,
  standardised = total$std.alpha,
  average = total$average_r,
  dropped = reversed$alpha.drop$raw_alpha,
  rest = reversed$item.stats$r.drop,
  low = feldt$lower.ci,
  high = feldt$upper.ci,
  loadings = as.numeric(fa$loadings),
  omega = 1 - sum(fa$uniquenesses) / sum(correlation)
)

# Ordered answers, without and with a level for each class.
answers$ordered <- factor(answers$rating, ordered = TRUE)
answers$class <- factor(answers$class)
of_fit <- function(fit, coefficients) list(
  term = rownames(coefficients),
  estimate = as.numeric(coefficients[, 1]),
  standard_error = as.numeric(coefficients[, 2]),
  log_likelihood = as.numeric(logLik(fit))
)
flat <- clm(ordered ~ arm + hours, data = answers, gradTol = 1e-10)
levels_of <- clmm(ordered ~ arm + hours + (1 | class), data = answers, nAGQ = 10,
                  control = clmm.control(grtol = 1e-8, gradTol = 1e-8))
ordinal <- list(
  flat = of_fit(flat, coef(summary(flat))),
  classes = c(of_fit(levels_of, coef(summary(levels_of))),
              list(sd = as.numeric(sqrt(unlist(VarCorr(levels_of))))))
)
ranks <- suppressWarnings(wilcox.test(rating ~ factor(arm, levels = c(1, 0)), answers))
few <- wilcox.test(c(1.5, 3, 7, 9), c(2, 4, 5, 10, 11))
dominance <- list(sum = as.numeric(ranks$statistic), p = ranks$p.value,
                  few_sum = as.numeric(few$statistic), few_p = few$p.value)

# Five imputations, pooled.
gaps <- read("gaps.csv")
imputed <- mice(gaps, m = 5, seed = 20261126, printFlag = FALSE)
write.csv(complete(imputed, "long")[, c(".imp", "arm", "before", "after")],
          file.path(here, "imputed.csv"), row.names = FALSE, quote = FALSE)
fits <- pool(with(imputed, lm(after ~ arm + before)))
told <- summary(fits, conf.int = TRUE)
pooled <- list(
  term = as.character(fits$pooled$term), estimate = fits$pooled$estimate,
  within = fits$pooled$ubar, between = fits$pooled$b, total = fits$pooled$t,
  degrees_of_freedom = fits$pooled$df, relative_increase = fits$pooled$riv,
  due_to_missing = fits$pooled$lambda, missing_information = fits$pooled$fmi,
  p_value = told$p.value, low = told$`2.5 %`, high = told$`97.5 %`
)

version <- function(name) as.character(packageVersion(name))
write_json(
  list(
    made_with = c(list(R = R.version.string), sapply(
      c("metafor", "psych", "ordinal", "mice", "jsonlite"), version, simplify = FALSE)),
    effects = effects, clusters = clusters, scale = scale, ordinal = ordinal,
    dominance = dominance, pooled = pooled
  ),
  file.path(here, "results.json"), auto_unbox = TRUE, digits = I(15), pretty = TRUE
)
