// From a sheet of pupils' rows to sums of classes, as services/reduction.py and
// engines/evidence/moments.py: same columns, same refusals, same sums.

import { refusedColumn } from "./identifiers.js"
import { filled, readSheet, Refused } from "./sheet.js"

// bytes: the file. named: {role: what the person calls the column}. rules: sent with the page.
// Gives {cells, left_out: [compares, tries], classes_left_out: [label]} and, where the file tells
// of use, uses: one for each cell; throws Refused.
export async function reduce(bytes, named, rules) {
  const sheet = await readSheet(bytes, rules)
  const found = refusedColumn(sheet, rules)
  if (found) {
    const told = { column: found[0], reason: found[1] }
    throw new Refused({ file: filled(rules.words.identifying, told) })
  }
  return rules.whole ? ofTrial(sheet, named, rules) : ofClass(sheet, named, rules)
}

function ofTrial(sheet, named, rules) {
  const places = placesOf(sheet, named, ["cluster", "arm", ...rules.measured], rules)
  const labels = sheet.rows.map((row) => row[places.cluster])
  const { arms, faults } = armsOf(sheet, places.arm, named.treated ?? "", rules)
  for (const [row, label] of labels.entries()) {
    const number = sheet.numbers[row]
    const column = sheet.columns[places.cluster]
    const words = filled(rules.words.nameless, { row: number })
    if (!label) faults.push({ row: number, column, cell: "", words, brief: words })
  }
  const { values, wrong } = valuesOf(sheet, places, rules)
  const { used, amiss } = usedOf(sheet, places, named, values, rules)
  refuseFaults([...faults, ...wrong, ...amiss], rules)
  if (new Set(arms).size < 2) throw new Refused({ arm: rules.words.one_side })
  const codes = new Map()
  for (const label of labels) {
    if (!codes.has(label)) codes.set(label, `c${String(codes.size + 1).padStart(3, "0")}`)
  }
  return summed(values, used, labels.map((label) => codes.get(label)), arms, rules)
}

// The server knows which class this is: it puts the class's own code and side.
function ofClass(sheet, named, rules) {
  const places = placesOf(sheet, named, rules.measured, rules)
  const { values, wrong } = valuesOf(sheet, places, rules)
  const { used, amiss } = usedOf(sheet, places, named, values, rules)
  refuseFaults([...wrong, ...amiss], rules)
  return summed(values, used, values.map(() => "c001"), values.map(() => rules.arm), rules)
}

function placesOf(sheet, named, roles, { guesses, used, words }) {
  const names = sheet.columns.map(plain)
  const places = {}
  const lost = {}
  for (const role of [...roles, ...used]) {
    const typed = plain(named[role] ?? "")
    const wanted = typed ? [typed] : guesses[role]
    const name = wanted.find((one) => names.includes(one))
    const place = names.indexOf(name)
    const taken = Object.values(places).includes(place)
    if (!typed && used.includes(role) && (name === undefined || taken)) continue
    if (name === undefined) lost[role] = lostWords(named[role], sheet.columns, words)
    else if (taken) lost[role] = words.two_parts
    else places[role] = place
  }
  if (Object.keys(lost).length) throw new Refused(lost)
  return places
}

function lostWords(name, columns, words) {
  return filled(name ? words.no_column : words.which, { name, columns: columns.join(", ") })
}

const plain = (name) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")

function armsOf(sheet, place, treated, { lists, words }) {
  const cells = sheet.rows.map((row) => settled(row[place]))
  const found = [...new Set(cells)].filter(Boolean).sort()
  const has = (list) => found.filter((one) => list.includes(one))
  const tries = treated ? has([settled(treated)]) : has(lists.tries)
  const sure = treated || has(lists.compares).length
  if (!(found.length === 2 && tries.length === 1 && sure)) {
    const column = sheet.columns[place]
    const several = filled(words.several, { column, count: found.length })
    const [one, other] = found.map((each) => [...each].slice(0, 30).join(""))
    const either = filled(words.either, { one, other })
    throw new Refused({ treated: found.length === 2 ? either : several })
  }
  const faults = []
  for (const [row, cell] of cells.entries()) {
    const told = filled(words.armless, { row: sheet.numbers[row] })
    const fault = { row: sheet.numbers[row], column: sheet.columns[place], cell: "" }
    if (!cell) faults.push({ ...fault, words: told, brief: told })
  }
  return { arms: cells.map((cell) => Number(cell === tries[0])), faults }
}

// 1, 1.0 and "1,0" are one value of the arm's column.
function settled(cell) {
  const value = numberIn(cell)
  if (value === null) return ""
  return Number.isNaN(value) ? cell.trim().toLowerCase() : String(Number(value.toPrecision(6)))
}

const NUMBER =
  /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/
const MISSING = ["", "NA", "NAN", "#N/A", "."]

// A number with a decimal point or comma; null where the cell is empty, NaN where it is none.
export function numberIn(cell) {
  let words = cell.replace(/[\u00a0\u202f ]/g, "").replaceAll("\u2212", "-")
  if (MISSING.includes(words.toUpperCase())) return null
  if (words.includes(",") && !words.includes(".")) words = words.replaceAll(",", ".")
  if (!NUMBER.test(words)) return Number.NaN
  const value = Number(words.replaceAll("_", ""))
  return Number.isFinite(value) ? value : Number.NaN
}

function valuesOf(sheet, places, { measured, scale, largest, words }) {
  const values = sheet.rows.map(() => [])
  const wrong = []
  for (const role of measured) {
    const column = sheet.columns[places[role]]
    for (const [at, cells] of sheet.rows.entries()) {
      const cell = cells[places[role]]
      const value = numberIn(cell)
      const off = value !== null && role === "outcome" && scale && !(scale[0] <= value && value <= scale[1])
      const huge = Math.abs(value ?? 0) > largest
      const wide = off ? words.off_scale : huge ? words.too_large : ""
      const brief = Number.isNaN(value) ? words.no_number : wide
      values[at].push(value)
      const told = { row: sheet.numbers[at], column, fault: brief }
      if (brief) wrong.push({ row: told.row, column, cell, brief, words: filled(words.cell, told) })
    }
  }
  return { values, wrong }
}

// Minutes a week and days of use, as far as the file tells them, as the hub's `_used`.
function usedOf(sheet, places, named, values, { used: roles, use, words }) {
  const used = {}
  const amiss = []
  for (const role of roles.filter((one) => one in places)) {
    const column = sheet.columns[places[role]]
    const whole = role === "minutes" && named.minutes_of === use.whole
    used[role] = []
    for (const [at, cells] of sheet.rows.entries()) {
      const cell = cells[places[role]]
      const told = numberIn(cell)
      const value = told !== null && whole ? told / use.weeks : told
      const brief = faultOfUse(value, role, values[at].includes(null), use, words)
      used[role].push(value)
      const fault = { row: sheet.numbers[at], column, fault: brief }
      if (brief) amiss.push({ row: fault.row, column, cell, brief, words: filled(words.cell, fault) })
    }
  }
  return { used, amiss }
}

function faultOfUse(value, role, isLeftOut, { most }, words) {
  if (value === null) return isLeftOut ? "" : words.no_use
  if (Number.isNaN(value)) return words.no_number
  if (value < 0) return words.below
  return value > most[role] ? words[`over_${role}`] : ""
}

function refuseFaults(faults, { words, most }) {
  if (!faults.length) return
  const order = (one, other) => one.row - other.row || (one.words < other.words ? -1 : 1)
  const told = [...faults].sort(order).slice(0, most.faults)
  const fields = {}
  for (const [place, fault] of told.entries()) fields[`row ${fault.row} ${place}`] = fault.words
  const more = faults.length - told.length
  if (more) fields.more = filled(more === 1 ? words.one_more : words.more, { count: more })
  throw new Refused(fields, told)
}

function summed(values, used, labels, arms, rules) {
  const { measured, words } = rules
  const members = new Map()
  const left = [0, 0]
  for (const [row, value] of values.entries()) {
    if (value.includes(null)) {
      left[arms[row]]++
      continue
    }
    const key = `${labels[row]} ${arms[row]}`
    if (!members.has(key)) members.set(key, { label: labels[row], arm: arms[row], rows: [], at: [] })
    members.get(key).rows.push(value)
    members.get(key).at.push(row)
  }
  const order = (one, other) => (one.label < other.label ? -1 : one.label > other.label ? 1 : one.arm - other.arm)
  const groups = [...members.values()].sort(order)
  const cells = groups.map((one) => momentsOf(one, measured))
  const full = new Set(cells.map((cell) => cell.label))
  if (!cells.length) throw new Refused({ file: words.nobody })
  return {
    cells,
    left_out: left,
    classes_left_out: [...new Set(labels.filter((label) => !full.has(label)))].sort(),
    ...(Object.keys(used).length ? { uses: groups.map((one) => useOf(one, used, rules.use)) } : {}),
  }
}

// How many pupils at which part of the dose, and means, as the engine's `use_of`.
function useOf({ label, arm, at }, used, { ends }) {
  const told = (role) => used[role] && at.map((row) => used[role][row])
  const minutes = told("minutes")
  const days = told("days")
  const bins = minutes ? Array(ends.length + 2).fill(0) : []
  for (const value of minutes ?? []) bins[value > 0 ? 1 + ends.filter((end) => value >= end).length : 0]++
  const mean = (values) => (values ? String(values.reduce((sum, one) => sum + one, 0) / values.length) : null)
  return { label, arm, pupils: at.length, bins, minutes: mean(minutes), days: mean(days) }
}

// Means and centred cross-products in the engine's own steps: a rough mean, what it was off by,
// and once more for the deviations. Numbers are sent as the shortest words that give them back.
function momentsOf({ label, arm, rows }, variables) {
  const width = variables.length
  const average = (table) => {
    const sums = Array(width).fill(0)
    for (const row of table) for (let i = 0; i < width; i++) sums[i] += row[i]
    return sums.map((sum) => sum / table.length)
  }
  const less = (table, centre) => table.map((row) => row.map((value, i) => value - centre[i]))
  const rough = average(rows)
  const rest = average(less(rows, rough))
  const means = rough.map((mean, i) => mean + rest[i])
  const off = less(rows, means)
  const deviations = less(off, average(off))
  const products = means.map(() => Array(width).fill(0))
  for (const row of rows.length > 1 ? deviations : []) {
    for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) products[i][j] += row[i] * row[j]
  }
  return {
    label,
    arm,
    pupils: rows.length,
    variables,
    means: means.map(String),
    cross_products: products.map((row) => row.map(String)),
  }
}
