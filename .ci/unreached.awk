# An lcov file in; out, the lines of json, engine and batch that no test reaches, with their text, and how many are reached.
# Modules of tests are left out: a file's lines behind its first `#[cfg(test)]` above an inline module.

function close_file(    line, unreached) {
  for (line = 1; line <= lines && is_ours; line++) {
    if (!(line in hits)) continue
    all++
    if (hits[line] > 0) continue
    if (!unreached++) print file
    missed++
    printf "%6d  %s\n", line, text[line]
  }
}

function open_file(path,    line, is_tests) {
  file = path
  sub("^" root, "", file)
  is_ours = file ~ /^src\/(json|engine|batch)\// && file !~ /\/(tests|examples)\/|[\/_]tests\.rs$|\/testing\.rs$/
  delete hits; delete text
  lines = 0; is_tests = 0
  while (is_ours && (getline line < path) > 0) {
    if (is_tests && line ~ /^mod .*\{$/) { lines -= 1; break }
    is_tests = line ~ /^#\[cfg\(test\)\]/
    text[++lines] = line
  }
  close(path)
}

/^SF:/ { open_file(substr($0, 4)) }
/^DA:/ { split(substr($0, 4), pair, ","); if (pair[1] <= lines && pair[2] >= hits[pair[1]]) hits[pair[1]] = pair[2] }
/^end_of_record/ { close_file() }

END {
  printf "\n%d of %d lines of json, engine and batch reached: %.1f %%\n", all - missed, all, 100 * (all - missed) / all
}
