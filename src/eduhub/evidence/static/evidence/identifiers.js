// Columns that would tell who a pupil is; the rules are services/identifiers.py's own, sent with
// the page: lists and patterns come from there, only the way through them is written twice.

export function refusedColumn(sheet, rules) {
  for (const [place, name] of sheet.columns.entries()) {
    const cells = sheet.rows.map((row) => row[place]).filter(Boolean)
    const reason = byHeader(name, rules) || byCells([name, ...cells], rules) || byNames(cells, rules)
    if (reason) return [name, reason]
  }
  return null
}

function byHeader(name, { lists, reasons }) {
  const spaced = name.replace(/([a-zåäö])(?=[A-ZÅÄÖ])/g, "$1 ").toLowerCase()
  const words = spaced.match(/\p{L}+/gu) ?? []
  while (words.length && lists.fillers.includes(words.at(-1))) words.pop()
  const asked = new Set([words.join(""), words.slice(-2).join(""), ...words.slice(-1)])
  for (const whole of [...asked]) {
    for (const filler of lists.fillers) {
      if (whole.endsWith(filler)) asked.add(whole.slice(0, whole.length - filler.length))
    }
  }
  for (const kind of ["email", "phone", "code", "birth"]) {
    if (lists[kind].some((word) => asked.has(word))) return reasons[`called_${kind}`]
  }
  const ends = (word) => lists.name_ends.some((end) => word.endsWith(end))
  const names = words.some((word) => lists.name_words.includes(word) || ends(word))
  const things = words.some((word) => lists.of_things.some((start) => word.startsWith(start)))
  return names && !things ? reasons.called_names : ""
}

function byCells(cells, { patterns, reasons, shares }) {
  const phone = new RegExp(`^(?:${patterns.phone})$`)
  const email = new RegExp(patterns.email)
  for (const cell of cells) {
    if (holdsCode(cell, patterns)) return reasons.holds_code
    if (email.test(cell)) return reasons.holds_email
    if (phone.test(cell)) return reasons.holds_phone
  }
  const mobile = new RegExp(`^(?:${patterns.mobile})$`)
  return share(cells.slice(1), (one) => mobile.test(one)) > shares.most ? reasons.holds_phones : ""
}

// A Finnish identity code whose day exists and whose check character is right.
function holdsCode(words, patterns) {
  return (words.match(new RegExp(patterns.code, "g")) ?? []).some((found) => {
    const code = found.toUpperCase()
    const [day, month, year] = [0, 2, 4].map((at) => Number(code.slice(at, at + 2)))
    const century = code[6] === "+" ? 1800 : "-YXWVU".includes(code[6]) ? 1900 : 2000
    const date = new Date(Date.UTC(century + year, month - 1, day))
    const rest = Number(code.slice(0, 6) + code.slice(7, 10)) % 31
    return (
      date.getUTCMonth() === month - 1 &&
      date.getUTCDate() === day &&
      Number(code.slice(7, 10)) >= 2 &&
      "0123456789ABCDEFHJKLMNPRSTUVWXY"[rest] === code[10]
    )
  })
}

function byNames(cells, rules) {
  if (!cells.length) return ""
  const given = new Set(rules.lists.given)
  const recurs = new Set(cells).size <= rules.shares.recurs * cells.length
  const known = (cell) => wordsOf(cell).some((word) => given.has(word.toLowerCase().split("-")[0]))
  const capital = (cell) => {
    const words = wordsOf(cell)
    return words.length > 1 && words.every((word) => /^\p{Lu}/u.test(word))
  }
  const looks = recurs ? known : (cell) => capital(cell) || known(cell)
  return share(cells, looks) > rules.shares.most ? rules.reasons.holds_names : ""
}

const share = (cells, holds) => (cells.length ? cells.filter(holds).length / cells.length : 0)

function wordsOf(cell) {
  const words = cell.replaceAll(",", " ").split(/\s+/).filter(Boolean)
  const whole = words.every((word) => /^\p{L}+(?:[-'’]\p{L}+)*\.?$/u.test(word))
  return whole && words.length >= 1 && words.length <= 4 ? words : []
}
