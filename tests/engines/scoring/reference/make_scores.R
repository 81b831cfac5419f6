# Writes scores.json beside this file: what R's lme4 makes of three rounds of scores.
#
#     Rscript tests/engines/scoring/reference/make_scores.R
#
# Debian: r-base-core r-cran-jsonlite r-cran-lme4

suppressPackageStartupMessages({
  library(jsonlite)
  library(lme4)
})

script <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
here <- dirname(normalizePath(script))
tight <- lmerControl(
  optimizer = "bobyqa",
  optCtrl = list(rhobeg = 0.1, rhoend = 1e-10, maxfun = 1e6)
)

# Of `applications`, each judged by some of the `jurors`, fewer by the last ones.
drawn <- function(seed, applications, jurors, each, severity) {
  set.seed(seed)
  worth <- rnorm(applications, 0, 1.2)
  lenience <- rnorm(jurors, 0, severity)
  rows <- do.call(rbind, lapply(seq_len(applications), function(i) data.frame(
    application = sprintf("a%02d", i),
    juror = sample(sprintf("j%d", seq_len(jurors)), each - (i %% 3 == 0))
  )))
  at <- as.integer(sub("j", "", rows$juror))
  chance <- rnorm(nrow(rows), 0, 0.9)
  rows$score <- round(6 + worth[as.integer(sub("a", "", rows$application))] + lenience[at] + chance, 1)
  rows
}

fit <- function(rows) {
  found <- lmer(score ~ 1 + (1 | application) + (1 | juror), rows, control = tight)
  deviations <- as.data.frame(VarCorr(found))
  of <- function(name) deviations$sdcor[deviations$grp == name]
  effects <- ranef(found)
  list(
    rows = rows,
    criterion = as.numeric(REMLcrit(found)),
    level = unname(fixef(found)),
    worth = of("application"), severity = of("juror"), chance = of("Residual"),
    worths = setNames(as.list(effects$application[[1]]), rownames(effects$application)),
    lenience = setNames(as.list(effects$juror[[1]]), rownames(effects$juror))
  )
}

# Davies & Goldsmith (1972), as in lme4: plates stand for applications, samples for jurors.
penicillin <- data.frame(
  application = Penicillin$plate, juror = Penicillin$sample, score = Penicillin$diameter
)
results <- list(
  penicillin = fit(penicillin),
  uneven = fit(drawn(7, 40, 7, 3, 0.8)),
  nobody_severe = fit(drawn(2, 25, 5, 3, 0))
)
write_json(
  results, file.path(here, "scores.json"),
  digits = 12, auto_unbox = TRUE, dataframe = "columns"
)
