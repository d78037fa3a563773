# Rscript --vanilla THIS FILE [FIGURE.pdf or .png]
# The CSV lies beside this file. data holds it: texts and ids as text, with no apostrophe before
# what a spreadsheet would run; labelled values as factors; NA where nothing is known.

started <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
started <- gsub("~+~", " ", started, fixed = TRUE)
folder <- if (length(started)) dirname(started) else "."
data <- read.csv(
  file.path(folder, file), colClasses = unname(classes), na.strings = "", encoding = "UTF-8",
  check.names = FALSE, fill = FALSE, blank.lines.skip = FALSE
)
names(data) <- names(classes)
texts <- classes == "character"
data[texts] <- lapply(data[texts], function(text) {
  sub("(?s)^'(?='*[-=+@\t\n].)", "", text, perl = TRUE)
})
plain <- data

for (name in names(values)) {
  known <- values[[name]]
  others <- setdiff(as.character(sort(unique(data[[name]]))), names(known))
  data[[name]] <- factor(data[[name]], c(names(known), others), c(known, others))
}
for (name in names(labels)) attr(data[[name]], "label") <- labels[[name]]

filled <- colSums(!is.na(data))
cat("rows: ", nrow(data), "\n", sep = "")
cat(paste0(names(filled), ": ", filled, "\n"), sep = "")

few <- function(column) {
  any(!is.na(column)) &&
    (is.factor(column) || length(unique(column)) <= 20 && anyDuplicated(column) > 0)
}

draw_matrix <- function() {
  cells <- as.matrix(plain[rev(matrix)])
  cases <- seq_len(nrow(cells))
  rows <- seq_len(ncol(cells))
  top <- max(abs(cells), 1, na.rm = TRUE)
  signed <- any(cells < 0, na.rm = TRUE)
  par(mar = c(8, 16, 3, 1), xaxs = "i", yaxs = "i")
  plot(
    NULL, xlim = range(cases) + c(-0.5, 0.5), ylim = range(rows) + c(-0.5, 0.5), axes = FALSE,
    xlab = "", ylab = "", main = paste0(file, " (grey: empty)")
  )
  rect(0, 0, nrow(cells) + 1, ncol(cells) + 1, col = "grey70", border = NA)
  image(
    cases, rows, cells, add = TRUE, zlim = c(if (signed) -top else 0, top),
    col = hcl.colors(21, if (signed) "Blue-Red 3" else "Blues", rev = TRUE)
  )
  axis(1, cases, if (texts[1]) plain[[1]] else cases, las = 2, tick = FALSE, cex.axis = 0.7)
  axis(2, rows, rev(labels[matrix]), las = 2, tick = FALSE, cex.axis = 0.6)
}

draw_bars <- function() {
  shown <- Filter(few, data[order(!vapply(data, is.factor, NA))])
  counts <- if (length(shown)) table(shown[[1]]) else filled
  par(mar = c(5, 16, 3, 1))
  barplot(
    rev(counts), horiz = TRUE, las = 1, cex.names = 0.7, col = "steelblue", xlab = "rows",
    main = if (length(shown)) labels[[names(shown)[1]]] else file
  )
}

figure <- commandArgs(TRUE)
if (length(figure) && nrow(data)) {
  if (grepl("[.]png$", figure[1])) {
    png(figure[1], 1600, 1200, res = 150)
  } else {
    pdf(figure[1], 11, 8.5)
  }
  if (length(matrix)) draw_matrix() else draw_bars()
  invisible(dev.off())
}
