// Reads CSV and XLSX as kit/sheets.py does, on the device: nothing here asks the network.
// A table is {columns, rows, numbers}: names, rows of words ("" where a cell is empty), and the
// places of the rows in the file as a person counts them.

export class Refused extends Error {
  constructor(fields, cells = []) {
    super("refused")
    this.fields = fields // {field or row: words}, as the server's Invalid
    this.cells = cells // [{row, column, cell, words}] of what is wrong in single cells
  }
}

export function filled(words, told = {}) {
  return words.replace(/%\((\w+)\)s/g, (_, name) => told[name])
}

export async function readSheet(bytes, rules) {
  const { words, most } = rules
  if (bytes.length > most.bytes) throw new Refused({ file: words.large })
  const packed = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
  const table = packed ? await fromXlsx(bytes, rules) : fromCsv(bytes, rules)
  let cells = 0
  for (const row of table) cells += row.length
  if (cells > most.cells) throw new Refused({ file: words.cells })
  const found = table
    .map((row, place) => [place + 1, trimmed(row)])
    .filter(([, row]) => row.length)
  if (found.length < 2) throw new Refused({ file: words.empty })
  const [[, header], ...body] = found
  const columns = named(header, body, words)
  return {
    columns,
    rows: body.map(([number, row]) => padded(row, number, columns.length, words)),
    numbers: body.map(([number]) => number),
  }
}

function trimmed(row) {
  const cells = row.map((cell) => cell.trim())
  while (cells.length && !cells.at(-1)) cells.pop()
  return cells
}

function named(header, body, words) {
  const names = [...header]
  if (body.every(([, row]) => row.length === names.length + 1)) names.unshift("") // R's numbers
  const columns = names.map((name, place) => name || `(${place + 1})`)
  const twice = columns.filter((name, place) => columns.indexOf(name) !== place).sort()
  if (twice.length) throw new Refused({ file: filled(words.twice, { name: twice[0] }) })
  return columns
}

function padded(row, number, width, words) {
  if (row.length > width) {
    const told = { number, cells: row.length, columns: width }
    throw new Refused({ file: filled(words.wide, told) })
  }
  return [...row, ...Array(width - row.length).fill("")]
}

function fromCsv(bytes, { words }) {
  let text
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    text = new TextDecoder("windows-1252").decode(bytes)
  }
  if (text.includes("\0")) throw new Refused({ file: words.strange })
  const first = text.trimStart().split("\n", 1)[0]
  const count = (mark) => first.split(mark).length
  const separator = [..."\t,"].reduce((best, one) => (count(one) > count(best) ? one : best), ";")
  return parsed(text, separator)
}

// One pass over the characters, as Python's csv: a quote counts at the start of a cell only.
function parsed(text, separator) {
  const table = []
  let row = []
  let cell = ""
  let quoted = false
  let fresh = true // nothing of the cell has been read
  const ended = () => {
    row.push(cell)
    cell = ""
    fresh = true
  }
  for (let at = 0; at < text.length; at++) {
    const mark = text[at]
    if (quoted) {
      if (mark !== '"') cell += mark
      else if (text[at + 1] === '"') cell += text[++at]
      else quoted = false
    } else if (mark === '"' && fresh) {
      quoted = true
      fresh = false
    } else if (mark === separator) ended()
    else if (mark === "\n" || mark === "\r") {
      if (mark === "\r" && text[at + 1] === "\n") at++
      ended()
      table.push(row)
      row = []
    } else {
      cell += mark
      fresh = false
    }
  }
  if (row.length || !fresh) {
    ended()
    table.push(row)
  }
  return table
}

async function fromXlsx(bytes, { words, most }) {
  if (typeof DecompressionStream === "undefined") throw new Refused({ file: words.old })
  try {
    const book = new Package(bytes)
    if (book.unpacked > most.unpacked) throw new Refused({ file: words.inside })
    const names = await book.xml("xl/_rels/workbook.xml.rels")
    const listed = await book.xml("xl/workbook.xml")
    const first = all(listed, "sheet")[0]
    const id = first.getAttribute("r:id")
    const target = all(names, "Relationship")
      .find((one) => one.getAttribute("Id") === id)
      .getAttribute("Target")
    const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`
    const shared = book.has("xl/sharedStrings.xml")
      ? all(await book.xml("xl/sharedStrings.xml"), "si").map(textOf)
      : []
    const days = book.has("xl/styles.xml") ? datesOf(await book.xml("xl/styles.xml")) : []
    return tableOf(await book.xml(path), shared, days)
  } catch (trouble) {
    if (trouble instanceof Refused) throw trouble
    throw new Refused({ file: words.strange })
  }
}

const all = (node, name) => [...node.getElementsByTagNameNS("*", name)]

// The words of a string without what Japanese sheets write above it.
const textOf = (node) =>
  all(node, "t")
    .filter((one) => one.parentNode.localName !== "rPh")
    .map((one) => one.textContent)
    .join("")

// Which of the sheet's styles show a number as a day or a time.
function datesOf(styles) {
  const own = new Map(
    all(styles, "numFmt").map((one) => [
      one.getAttribute("numFmtId"),
      one.getAttribute("formatCode").replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]|"[^"]*"|\\.|_./gi, ""),
    ]),
  )
  const cells = all(styles, "cellXfs")[0]
  return all(cells, "xf").map((one) => {
    const id = one.getAttribute("numFmtId")
    if (own.has(id)) return /[dmhys]/i.test(own.get(id))
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47)
  })
}

function tableOf(sheet, shared, days) {
  const table = []
  for (const row of all(sheet, "row")) {
    const number = Number(row.getAttribute("r")) || table.length + 1
    while (table.length < number) table.push([])
    const cells = table[number - 1]
    for (const one of all(row, "c")) {
      const place = placeOf(one.getAttribute("r")) ?? cells.length
      while (cells.length < place) cells.push("")
      cells[place] = wordsOf(one, shared, days)
    }
  }
  return table
}

// "AB12" is the 28th column, counted from nought: 27.
function placeOf(name) {
  if (!name) return null
  let place = 0
  for (const letter of name.replace(/\d/g, "")) place = place * 26 + letter.charCodeAt(0) - 64
  return place - 1
}

function wordsOf(cell, shared, days) {
  const kind = cell.getAttribute("t")
  if (kind === "inlineStr") return textOf(cell)
  const value = all(cell, "v")[0]?.textContent ?? ""
  if (value === "") return ""
  if (kind === "s") return shared[Number(value)]
  if (kind === "b") return value === "1" ? "True" : "False"
  if (kind && kind !== "n") return value
  if (days[Number(cell.getAttribute("s") ?? 0)]) return dayOf(Number(value))
  return String(Number(value))
}

// A spreadsheet counts days from the end of 1899; as words a day is no number, so it is refused.
const dayOf = (serial) =>
  new Date(Date.UTC(1899, 11, 30) + serial * 864e5).toISOString().slice(0, 19).replace("T", " ")

// What is in a ZIP file, read from the list at its end.
class Package {
  constructor(bytes) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.entries = new Map()
    this.unpacked = 0
    let end = bytes.length - 22
    while (this.view.getUint32(end, true) !== 0x06054b50) end--
    let at = this.view.getUint32(end + 16, true)
    for (let left = this.view.getUint16(end + 10, true); left > 0; left--) at = this.entry(at)
  }

  entry(at) {
    const number = (from) => this.view.getUint16(at + from, true)
    const name = new TextDecoder().decode(this.bytes.subarray(at + 46, at + 46 + number(28)))
    const size = this.view.getUint32(at + 24, true)
    this.unpacked += size
    this.entries.set(name, {
      size,
      method: number(10),
      packed: this.view.getUint32(at + 20, true),
      at: this.view.getUint32(at + 42, true),
    })
    return at + 46 + number(28) + number(30) + number(32)
  }

  has(name) {
    return this.entries.has(name)
  }

  async xml(name) {
    const entry = this.entries.get(name)
    const { view } = this
    const from = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true)
    const packed = this.bytes.subarray(from, from + entry.packed)
    const text = new TextDecoder().decode(entry.method ? await inflated(packed, entry.size) : packed)
    const tree = new DOMParser().parseFromString(text, "application/xml")
    if (all(tree, "parsererror").length) throw new Error("not XML")
    return tree
  }
}

// Unpacked bytes, never more than the list at the file's end promised.
async function inflated(packed, size) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"))
  const out = new Uint8Array(size)
  let at = 0
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read()
    if (done) return out.subarray(0, at)
    out.set(value, at) // a RangeError where there is more
    at += value.length
  }
}
