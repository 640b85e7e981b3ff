export type Fields = [name: string, value: string][]

/** What somebody typed into one question: answer, comment and action each by itself, as a save merges them (decision 0068). */
export type Touched = { parts: Part[]; fields: Fields; base: string }
/** By the letter with which the names of their fields begin. */
type Part = (typeof PARTS)[number]
/** In the order in which a base says their prints. */
const PARTS = ['a', 'c', 'x'] as const

/** The form of a section as the scripts see it: what is typed, question by question, and what of it is stored. */
export type SectionTyping = {
  form: HTMLFormElement
  /** The questions in which something stands that is not stored, with it. */
  unsaved: () => Map<string, string>
  isDirty: () => boolean
  /** What stands in a question, which of its parts are not stored, and from which base it goes on. */
  touched: (question: string) => Touched
  /** What stood in the field of a question when it was sent is stored. */
  stored: (question: string, sent: string) => void
  /** The field of a question goes on from this base. */
  goesOn: (question: string, base: string) => void
}

/** The form of the section on this page, when it has one. */
export function sectionTyping(page: Document): SectionTyping | undefined {
  const form = page.querySelector<HTMLFormElement>('form[data-draft]')
  if (!form) return undefined
  // A page that answers a form shows what was typed beside what is stored, and does not say which is which.
  const saved = form.dataset.unsaved === undefined ? textsByQuestion(asDrawn(form)) : new Map<string, string>()
  // What somebody discards as they sign out is not sent with the page that goes.
  const unsaved = () =>
    new Map(
      form.dataset.discarded !== undefined ? [] : [...textsByQuestion(form)].filter(([question, text]) => saved.get(question) !== text),
    )
  return {
    form,
    unsaved,
    isDirty: () => unsaved().size > 0,
    touched(question) {
      const now = byQuestion(fieldsOf(form)).get(question) ?? []
      const before = saved.get(question)
      const parts = PARTS.filter(part => before === undefined || partText(now, part) !== partText(JSON.parse(before) as Fields, part))
      return { parts, fields: now.filter(([name]) => !name.startsWith('v.')), base: baseIn(form, question) }
    },
    stored: (question, sent) => void saved.set(question, sent),
    goesOn(question, base) {
      const box = form.elements.namedItem(`v.${question}`)
      if (box instanceof HTMLInputElement) box.value = base
    },
  }
}

/** As the page was drawn: a browser may have put back by itself what was typed before. */
function asDrawn(form: HTMLFormElement): HTMLFormElement {
  const drawn = form.cloneNode(true) as HTMLFormElement
  drawn.reset()
  return drawn
}

/** The question to which a field belongs; blank for a field of the whole form. */
export const questionOf = (name: string): string => /^[acxqv]\.([a-z0-9_]+)/.exec(name)?.[1] ?? ''

/** Files cannot be put back, and the token of a page is that page's own. */
export const fieldsOf = (form: HTMLFormElement): Fields =>
  [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' && name !== '_csrf' ? [[name, value]] : []))

/** The request that saves what is typed (`saveTypedPage`): the fields as the form would send them, but for the token, which has a header. */
export function typedRequest(fields: Fields, token: string) {
  const body: Record<string, string | string[]> = {}
  for (const [name, value] of fields) {
    const known = body[name]
    body[name] = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value]
  }
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token },
    body: JSON.stringify(body),
  }
}

/** The fields of each question. */
function byQuestion(fields: Fields): Map<string, Fields> {
  const questions = new Map<string, Fields>()
  for (const field of fields) {
    const question = questionOf(field[0])
    if (question !== '') questions.set(question, [...(questions.get(question) ?? []), field])
  }
  return questions
}

/** What stands in the fields of a question, without what the page carries along. */
const textOf = (fields: Fields): string => JSON.stringify(fields.filter(([name]) => !name.startsWith('v.')))

const textsByQuestion = (form: HTMLFormElement): Map<string, string> =>
  new Map([...byQuestion(fieldsOf(form))].map(([question, fields]) => [question, textOf(fields)]))

/** What stands in one part of a question. */
const partText = (fields: Fields, part: Part): string => JSON.stringify(fields.filter(([name]) => name.startsWith(`${part}.`)))

const baseIn = (form: HTMLFormElement, question: string): string => {
  const box = form.elements.namedItem(`v.${question}`)
  return box instanceof HTMLInputElement ? box.value : ''
}

/**
 * Puts what was typed into a question back into those of its parts in which the page shows something else. They go on from the text over
 * which they were typed, so that what a colleague saved meanwhile is a conflict; the other parts stand as the page shows them.
 *
 * @returns what became of it: it stands there already, it is back, or the page has no box for it
 */
export function putBack(form: HTMLFormElement, question: string, kept: Touched): 'there' | 'back' | 'nowhere' {
  const now = byQuestion(fieldsOf(form)).get(question) ?? []
  if (kept.parts.every(part => partText(now, part) === partText(kept.fields, part))) return 'there'
  const base = mixedBase(kept, baseIn(form, question))
  const isKept = (name: string) => kept.parts.some(part => name.startsWith(`${part}.`))
  if (!putInto(form, question, [...now.filter(([name]) => !isKept(name)), ...kept.fields.filter(([name]) => isKept(name))]))
    return 'nowhere'
  const box = form.elements.namedItem(`v.${question}`)
  if (box instanceof HTMLInputElement) box.value = base
  return 'back'
}

/** Of the parts that are put back the print of what they were typed over, of the others that of what the page shows (returns/merge.ts). */
function mixedBase({ base, parts }: Touched, shown: string): string {
  const [was, is] = [base.split('.'), shown.split('.')]
  if (was.length !== PARTS.length + 1 || is.length !== was.length) return base
  return [was[0], ...PARTS.map((part, at) => (parts.includes(part) ? was : is)[at + 1])].join('.')
}

/** @returns whether any box shows something else now */
function putInto(form: HTMLFormElement, question: string, fields: Fields): boolean {
  const waiting = [...fields]
  let isAny = false
  for (const box of form.elements) {
    if (!(box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement || box instanceof HTMLSelectElement)) continue
    if (questionOf(box.name) !== question || box.type === 'file') continue
    const at = waiting.findIndex(([name, value]) => name === box.name && (!isTick(box) || value === box.value))
    const [found] = at === -1 ? [] : waiting.splice(at, 1)
    const isChanged = isTick(box) ? box.checked !== (found !== undefined) : found !== undefined && box.value !== found[1]
    if (!isChanged) continue
    isAny = true
    if (isTick(box)) box.checked = found !== undefined
    else if (found) box.value = found[1]
    if (box.type !== 'hidden') box.closest('details')?.setAttribute('open', '')
  }
  return isAny
}

const isTick = (box: Element): box is HTMLInputElement =>
  box instanceof HTMLInputElement && (box.type === 'radio' || box.type === 'checkbox')
