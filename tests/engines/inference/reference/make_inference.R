# Writes inference.json beside this file, from ../../reference/pupils.csv and the numbers below.
#
#     Rscript tests/engines/inference/reference/make_inference.R
#
# Debian: r-base-core r-cran-coin r-cran-metafor r-cran-mvtnorm r-cran-jsonlite

library(coin)
library(metafor)
library(mvtnorm)
library(jsonlite)

script <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
here <- dirname(normalizePath(script))
pupils <- read.csv(file.path(here, "..", "..", "reference", "pupils.csv"))

# --- Power: the formulas of Dong and Maynard (2013), with R's noncentral t -------------------
multiplier <- function(df, power = .8, alpha = .05) qt(1 - alpha / 2, df) + qt(power, df)
detectable <- function(se, df) {
  list(effect = multiplier(df) * se, low = multiplier(df) * se - qt(.975, df) * se,
       high = multiplier(df) * se + qt(.975, df) * se, multiplier = multiplier(df),
       standard_error = se, degrees_of_freedom = df,
       exact_effect = se * uniroot(function(l) pt(qt(.975, df), df, l, lower.tail = FALSE) +
         pt(-qt(.975, df), df, l) - .8, c(0, 40), tol = 1e-12)$root,
       power_of_a_third = pt(qt(.975, df), df, (1 / 3) / se, lower.tail = FALSE) +
         pt(-qt(.975, df), df, (1 / 3) / se))
}
power <- list(
  pupils = detectable(sqrt((1 - .3) / (.4 * .6 * 150)), 150 - 2 - 2),
  within_constant = detectable(sqrt((1 - .3) / (.25 * 12 * 18)), 12 * 17 - 1 - 1),
  within_fixed = detectable(sqrt((1 - .3) / (.25 * 12 * 18)), 12 * 16 - 1),
  within_random = detectable(
    sqrt(.2 * .4 * (1 - .1) / 12 + (1 - .2) * (1 - .3) / (.25 * 12 * 18)), 12 - 1 - 1),
  classes = detectable(
    sqrt(.18 * (1 - .55) / (.4 * .6 * 25) + (1 - .18) * (1 - .35) / (.4 * .6 * 25 * 21)),
    25 - 1 - 2),
  blocked_fixed = detectable(
    sqrt(.1 * (1 - .5) / (.25 * 4 * 9) + (1 - .1) * (1 - .4) / (.25 * 4 * 9 * 20)),
    9 * (4 - 2) - 1),
  blocked_random = detectable(
    sqrt(.12 * .3 * (1 - .2) / 9 + .1 * (1 - .5) / (.25 * 4 * 9) +
      (1 - .12 - .1) * (1 - .4) / (.25 * 4 * 9 * 20)), 9 - 1 - 1),
  schools = detectable(
    sqrt(.1 * (1 - .6) / (.25 * 16) + .08 * (1 - .5) / (.25 * 16 * 3) +
      (1 - .1 - .08) * (1 - .4) / (.25 * 16 * 3 * 22)), 16 - 2 - 2)
)
search_classes <- function(effect, variance_of_one, lost) {
  classes <- 10
  for (i in 1:100) {
    df <- classes - lost
    asked <- (multiplier(df) / effect)^2 * variance_of_one
    found <- list(multiplier = multiplier(df), degrees_of_freedom = df)
    done <- abs(asked - classes) < .1
    classes <- (asked + classes) / 2
    if (done) break
  }
  c(list(units = round(classes)), found)
}
needed <- search_classes(.3, .18 * .45 / .24 + .82 * .65 / (.24 * 21), 3)

# --- Randomisation ----------------------------------------------------------------------------
means <- aggregate(cbind(posttest, pretest, arm) ~ class, pupils, mean)
size <- as.numeric(table(pupils$class))
y <- means$posttest; x <- means$pretest; z <- means$arm
whole <- t(combn(14, sum(z), function(i) as.numeric(1:14 %in% i)))
difference <- function(y, z) mean(y[z == 1]) - mean(y[z == 0])
slope <- function(y, z, ...) unname(lm.fit(cbind(1, z, ...), y)$coefficients[2])
told <- function(assignments, observed, statistic) {
  shown <- apply(assignments, 1, statistic)
  list(estimate = observed, assignments = nrow(assignments),
       p_two_sided = mean(abs(shown) >= abs(observed) - 1e-9),
       p_upper = mean(shown >= observed - 1e-9), p_lower = mean(shown <= observed + 1e-9),
       null_sd = sqrt(mean((shown - mean(shown))^2)),
       z = (observed - mean(shown)) / sqrt(mean((shown - mean(shown))^2)))
}
left <- residuals(lm(y ~ x))
of_pupil <- match(pupils$class, means$class)
pairs <- as.matrix(expand.grid(rep(list(0:1), 7)))[, rep(1:7, each = 2)]
pairs[, seq(2, 14, 2)] <- 1 - pairs[, seq(2, 14, 2)]
first <- t(combn(6, 3, function(i) as.numeric(1:6 %in% i)))
last <- t(combn(8, 4, function(i) as.numeric(1:8 %in% i)))
both <- expand.grid(a = seq_len(nrow(first)), b = seq_len(nrow(last)))
blocked <- cbind(first[both$a, ], last[both$b, ])
far <- function(z) max(abs(difference(x, z)) / sd(x), abs(difference(size, z)) / sd(size))
near <- function(z) {
  d <- c(difference(x, z), difference(size, z))
  sum(z) * sum(1 - z) / 14 * drop(d %*% solve(cov(cbind(x, size)), d))
}
limits <- list(largest_difference = 1.1 * far(z), mahalanobis = 1.1 * near(z))
exact <- oneway_test(y ~ factor(z), distribution = "exact")
randomisation <- list(
  difference = told(whole, difference(y, z), function(a) difference(y, a)),
  residuals = told(whole, difference(left, z), function(a) difference(left, a)),
  ancova = told(whole, slope(y, z, x), function(a) slope(y, a, x)),
  pupils = told(whole, slope(pupils$posttest, z[of_pupil], pupils$pretest),
    function(a) slope(pupils$posttest, a[of_pupil], pupils$pretest)),
  pairs = told(pairs, difference(y, z), function(a) difference(y, a)),
  blocked = told(blocked, difference(y, z), function(a) difference(y, a)),
  largest_difference = told(whole[apply(whole, 1, far) <= limits$largest_difference, ],
    difference(y, z), function(a) difference(y, a)),
  mahalanobis = told(whole[apply(whole, 1, near) <= limits$mahalanobis, ],
    difference(y, z), function(a) difference(y, a))
)
coin_exact <- list(p_two_sided = as.numeric(pvalue(exact)), z = -as.numeric(statistic(exact)))

# --- Posterior: the covariance matrix of all pupils written out, on a grid of its own ---------
centred <- cbind(1, pupils$pretest - mean(pupils$pretest))
outcome <- pupils$posttest - mean(pupils$posttest)
same_class <- outer(pupils$class, pupils$class, "==") * 1
prior <- list(sd = 4, between = 3, within = 6, nuisance_sd = 500)
taus <- seq(0, 9, length.out = 91); sigmas <- seq(1.8, 5.2, length.out = 69)
point <- function(tau, sigma, b_mean, b_sd) {
  V <- sigma^2 * diag(nrow(pupils)) + tau^2 * same_class +
    centred %*% t(centred) * prior$nuisance_sd^2
  R <- chol(V)
  a <- backsolve(R, pupils$arm, transpose = TRUE); o <- backsolve(R, outcome, transpose = TRUE)
  precision <- sum(a^2) + b_sd^-2; product <- sum(a * o) + b_mean / b_sd^2
  height <- -sum(log(diag(R))) - sum(o^2) / 2 + product^2 / (2 * precision) -
    log(precision) / 2 - log(b_sd) - (b_mean / b_sd)^2 / 2 -
    tau^2 / (2 * prior$between^2) - sigma^2 / (2 * prior$within^2)
  c(height, product / precision, precision^-.5)
}
posterior_of <- function(prior_of) {
  grid <- expand.grid(tau = taus, sigma = sigmas)
  found <- mapply(function(tau, sigma) {
    b <- prior_of(sqrt(tau^2 + sigma^2)); point(tau, sigma, b[1], b[2])
  }, grid$tau, grid$sigma)
  w <- exp(found[1, ] - max(found[1, ])) * ifelse(grid$tau == 0, .5, 1)
  w <- w / sum(w); m <- found[2, ]; s <- found[3, ]; unit <- sqrt(grid$tau^2 + grid$sigma^2)
  above <- function(g) sum(w * pnorm((m - g * unit) / s))
  quantile <- function(q) uniroot(function(b) sum(w * pnorm((b - m) / s)) - q, c(-20, 20),
    tol = 1e-12)$root
  list(mean = sum(w * m), sd = sqrt(sum(w * (s^2 + m^2)) - sum(w * m)^2),
       tau_mean = sum(w * grid$tau), sigma_mean = sum(w * grid$sigma), g_mean = sum(w * m / unit),
       low = quantile(.025), high = quantile(.975), above_0 = above(0), above_0.10 = above(.1),
       above_0.25 = above(.25), negligible_0.10 = above(-.1) - above(.1))
}
posterior <- list(
  outcome_unit = posterior_of(function(unit) c(0, prior$sd)),
  usual = posterior_of(function(unit) c(.05, .15) * unit)
)

# --- Synthesis --------------------------------------------------------------------------------
sets <- list(
  nine = list(yi = c(.12, -.05, .31, .44, .02, .18, .56, -.11, .25),
              vi = c(.010, .022, .015, .040, .008, .031, .052, .019, .012)),
  three = list(yi = c(.30, .05, .22), vi = c(.02, .03, .015)),
  two = list(yi = c(.4, -.2), vi = c(.02, .03)),
  alike = list(yi = c(.10, .11, .09, .10, .12), vi = c(.04, .03, .05, .04, .02))
)
pooled <- function(m) list(
  estimate = m$b[1], standard_error = m$se, p_value = m$pval, low = m$ci.lb, high = m$ci.ub,
  statistic = m$zval, tau2 = m$tau2, i2 = m$I2, h2 = m$H2)
synthesis <- lapply(sets, function(s) {
  precise <- list(threshold = 1e-12, maxiter = 10000)
  reml <- rma(yi, vi, data = s, method = "REML", control = precise)
  main <- rma(yi, vi, data = s, method = "REML", test = "knha", control = precise)
  predicted <- predict(main)
  shrunken <- blup(reml)
  between <- confint(reml, control = list(tol = 1e-12, maxiter = 10000, tau2.max = 1e6))$random[1, ]
  list(yi = s$yi, vi = s$vi, fixed = pooled(rma(yi, vi, data = s, method = "FE")),
       dersimonian_laird = pooled(rma(yi, vi, data = s, method = "DL")), reml = pooled(reml),
       main = pooled(main), q = reml$QE, q_p_value = reml$QEp,
       tau2_low = unname(between[2]), tau2_high = unname(between[3]),
       prediction = list(low = predicted$pi.lb, high = predicted$pi.ub),
       shrunken = list(estimate = shrunken$pred, standard_error = shrunken$se))
})

# --- Multiplicity and looks -------------------------------------------------------------------
p <- c(.012, .2, .0031, .049, .049, .9, .00002, .38)
multiplicity <- list(p = p, adjusted = lapply(
  c(bonferroni = "bonferroni", holm = "holm", hochberg = "hochberg",
    benjamini_hochberg = "BH", benjamini_yekutieli = "BY"), function(m) p.adjust(p, m)))
looks_at <- function(times, alpha) {
  spent <- 4 * pnorm(qnorm(alpha / 4) / sqrt(times))
  bounds <- c()
  for (k in seq_along(times)) {
    t <- times[1:k]
    S <- outer(t, t, function(a, b) sqrt(pmin(a, b) / pmax(a, b)))
    inside <- function(z) pmvnorm(-c(bounds, z), c(bounds, z), corr = S, algorithm = Miwa(512))
    if (k == 1) inside <- function(z) pnorm(z) - pnorm(-z)
    bounds <- c(bounds, uniroot(function(z) 1 - inside(z) - spent[k], c(.5, 7), tol = 1e-10)$root)
  }
  list(information = times, alpha = alpha, spent = spent, z = bounds)
}
looks <- list(looks_at(c(.5, 1), .05), looks_at(c(.3, .55, 1), .05), looks_at(c(.4, .7, 1), .1))

write_json(
  list(
    made_with = list(R = R.version.string, coin = as.character(packageVersion("coin")),
      metafor = as.character(packageVersion("metafor")),
      mvtnorm = as.character(packageVersion("mvtnorm")),
      jsonlite = as.character(packageVersion("jsonlite"))),
    power = power, needed = needed, randomisation = randomisation, limits = limits,
    coin = coin_exact, prior = prior, posterior = posterior, synthesis = synthesis,
    multiplicity = multiplicity, looks = looks
  ),
  file.path(here, "inference.json"),
  auto_unbox = TRUE, digits = I(15), pretty = TRUE
)
