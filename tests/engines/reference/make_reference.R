# Writes results.json beside this file from pupils.csv: what R's clubSandwich makes of it.
#
#     Rscript tests/engines/reference/make_reference.R
#
# Debian: r-base-core r-cran-clubsandwich r-cran-jsonlite

library(clubSandwich)
library(jsonlite)

script <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
here <- dirname(normalizePath(script))
pupils <- read.csv(file.path(here, "pupils.csv"))

# The mean of the pupil's class (and arm, where a class has both).
pupils$class_pretest <- ave(pupils$pretest, pupils$class, pupils$arm)

models <- list(
  plain = posttest ~ arm,
  baseline = posttest ~ arm + pretest,
  two_baselines = posttest ~ arm + pretest + hours,
  class_mean_baseline = posttest ~ arm + class_pretest,
  arm_within_classes = posttest ~ arm_within + pretest
)

of_model <- function(formula) {
  fit <- lm(formula, pupils)
  variance <- vcovCR(fit, cluster = pupils$class, type = "CR2")
  found <- coef_test(fit, vcov = variance, test = "Satterthwaite")
  interval <- conf_int(fit, vcov = variance, level = 0.95, test = "Satterthwaite")
  lapply(seq_along(coef(fit)), function(i) list(
    term = names(coef(fit))[i],
    estimate = found$beta[i],
    standard_error = found$SE[i],
    degrees_of_freedom = interval$df[i],
    t = found$tstat[i],
    p_value = found$p_Satt[i],
    low = interval$CI_L[i],
    high = interval$CI_U[i]
  ))
}

write_json(
  list(
    made_with = list(
      R = R.version.string,
      clubSandwich = as.character(packageVersion("clubSandwich")),
      jsonlite = as.character(packageVersion("jsonlite"))
    ),
    models = lapply(models, of_model)
  ),
  file.path(here, "results.json"),
  auto_unbox = TRUE, digits = I(15), pretty = TRUE
)
