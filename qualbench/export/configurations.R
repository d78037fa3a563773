# Rscript --vanilla THIS FILE. The CSV lies beside it; the table of names says what each factor is.

started <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
started <- gsub("~+~", " ", started, fixed = TRUE)
folder <- if (length(started)) dirname(started) else "."
x <- read.csv(file.path(folder, file), row.names = "case", colClasses = c(case = "character"),
              check.names = FALSE, na.strings = character(0), encoding = "UTF-8")
print(x)

installed <- function(package) {
  found <- requireNamespace(package, quietly = TRUE)
  if (!found) cat("For the analysis: install.packages(\"", package, "\")\n", sep = "")
  found
}

# A multi-value outcome is explained in its highest value.
in_value <- function(outcome, form) sprintf(form, outcome, max(x[[outcome]]))

if (installed("cna")) for (outcome in outcomes) {
  data <- x[c(conditions, outcome)]
  explained <- if (any(data > 1)) in_value(outcome, "%s=%d") else outcome
  print(cna::cna(data, outcome = explained, con = 0.8, cov = 0.8))
}
if (installed("QCA")) for (outcome in outcomes) {
  explained <- if (any(x[[outcome]] > 1)) in_value(outcome, "%s[%d]") else outcome
  # truthTable takes the names of its arguments for those of columns, so it gets their values.
  print(do.call(QCA::truthTable, list(x, outcome = explained, conditions = conditions,
                                      incl.cut = 0.8, show.cases = TRUE)))
}
