// The page of a file: it is read and added up here, and only the sums go with the form. From the
// first moment the file's own field has no name, so that no row can leave, whatever happens.

import { reduce } from "./reduce.js"
import { filled, Refused } from "./sheet.js"

const form = document.querySelector("[data-on-device]")
const rules = JSON.parse(document.getElementById("reducing").textContent)
const file = form.elements.file
const moments = form.elements.moments
const shown = document.getElementById("on-device")
file.removeAttribute("name")
file.required = false
moments.value = ""
for (const one of document.querySelectorAll("[data-way]")) one.hidden = one.dataset.way !== "here"

const make = (tag, words = "", attributes = {}) => {
  const node = document.createElement(tag)
  node.textContent = words
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  return node
}

const number = (value) =>
  new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 }).format(value)

function tableOf(title, heads, rows) {
  const table = make("table", "", { class: "table table--cards" })
  table.append(make("caption", title))
  const top = table.createTHead().insertRow()
  for (const head of heads) top.append(make("th", head, { scope: "col" }))
  const body = table.createTBody()
  for (const cells of rows) {
    const row = body.insertRow()
    for (const [place, cell] of cells.entries()) {
      row.append(place ? make("td", cell, { "data-l": heads[place] }) : make("th", cell, { scope: "row" }))
    }
  }
  return table
}

function showSums(summed) {
  const { heads, words } = rules
  const wide = rules.measured.length > 1
  const uses = summed.uses ?? []
  const has = (what) => uses.length > 0 && uses[0][what] !== null
  const rows = summed.cells.map((cell, place) => {
    const few = cell.pupils < rules.fewest
    const told = (value) => (few ? "–" : number(value))
    const spread = Math.sqrt(cell.cross_products[0][0] / (cell.pupils - 1))
    const sums = [told(cell.means[0]), few ? "–" : number(spread)]
    if (wide) sums.push(told(cell.means[1]), told(cell.cross_products[0][1]))
    if (has("minutes")) {
      const reached = uses[place].bins.slice(-2).reduce((sum, count) => sum + count, 0)
      sums.push(told(reached), told(uses[place].minutes))
    }
    if (has("days")) sums.push(told(uses[place].days))
    const label = rules.whole ? cell.label : rules.label
    return [label, rules.sides[cell.arm], few ? words.few : String(cell.pupils), ...sums]
  })
  const columns = [heads.label, heads.side, heads.pupils, heads.mean, heads.sd]
  if (wide) columns.push(heads.before, heads.together)
  if (has("minutes")) columns.push(heads.reached, heads.minutes)
  if (has("days")) columns.push(heads.days)
  const left = summed.left_out[0] + summed.left_out[1]
  const told = [make("p", words.stayed), tableOf(words.sent, columns, rows)]
  if (left) told.push(make("p", filled(left === 1 ? words.one_left : words.left, { count: left })))
  shown.replaceChildren(...told)
}

function showFaults(refusal) {
  const { heads, words } = rules
  const told = [make("p", words.refused)]
  if (refusal.cells.length) {
    const rows = refusal.cells.map((one) => [String(one.row), one.column, one.cell || "–", one.brief])
    told.push(tableOf(words.faults, [heads.row, heads.column, heads.cell, heads.fault], rows))
    if (refusal.fields.more) told.push(make("p", refusal.fields.more))
  } else {
    const list = make("ul")
    for (const [name, fault] of Object.entries(refusal.fields)) {
      const item = make("li")
      const known = form.querySelector(`#id_${name}`)
      const label = known && form.querySelector(`label[for="id_${name}"]`)?.textContent.trim()
      item.append(known ? make("a", `${label}: ${fault}`, { href: `#id_${name}` }) : fault)
      list.append(item)
    }
    told.push(list)
  }
  shown.replaceChildren(...told)
}

let turn = 0

async function work() {
  const [chosen] = file.files
  const own = ++turn
  moments.value = ""
  if (!chosen) return shown.replaceChildren()
  shown.replaceChildren(make("p", rules.words.working))
  const named = {}
  for (const role of rules.columns) named[role] = form.elements[role]?.value.trim() ?? ""
  try {
    const summed = await reduce(new Uint8Array(await chosen.arrayBuffer()), named, rules)
    if (own !== turn) return // something newer was chosen meanwhile
    moments.value = JSON.stringify(summed)
    showSums(summed)
  } catch (trouble) {
    if (own !== turn) return
    showFaults(trouble instanceof Refused ? trouble : new Refused({ file: rules.words.strange }))
  }
}

let last = Promise.resolve()
form.addEventListener("change", () => {
  last = work()
})
form.addEventListener("submit", async (event) => {
  if (moments.value || !file.files.length) return // without a file the server says what is missing
  event.preventDefault()
  await last
  if (moments.value) return form.requestSubmit(event.submitter)
  shown.focus()
})
