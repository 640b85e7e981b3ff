import { forget, keys, PREFIX, read, write, type Kept } from './kept.ts'
import { heldElsewhere } from './newRows.ts'
import { fieldsOf, putBack, typedRequest, type Fields, type SectionTyping } from './sectionTyping.ts'

/** What nobody came back for within a week is forgotten. */
const KEPT_FOR = 7 * 24 * 3600 * 1000

/**
 * What was typed and is not saved waits in the browser, question by question: the page was left, the tab closed, the line cut, the session
 * over. It is put back when the same person comes to a page of the same return that asks the question, with the base over which it was
 * typed, so that what a colleague saved meanwhile is still a conflict. Signing out clears it. On a shared computer it waits in the tab alone.
 *
 * @returns what to call once everything is saved: nothing of this page waits any more
 */
export function keepTyped(page: Document, typing: SectionTyping): { allSaved: () => void } {
  const { form } = typing
  const keyFor = (question: string) => keyOf(form.dataset.draft, question)
  // Another window at the same question may keep what it holds under the same key: this one takes away only what is its own.
  const ours = new Set<string>()
  // The answer to a form that was not saved holds what was typed already.
  const waiting = form.dataset.unsaved === undefined ? questionsOn(form).map(question => [question, read(keyFor(question))] as const) : []
  for (const [question, kept] of waiting) {
    if (kept === null) continue
    const became = putBack(form, question, kept)
    // What this page has no box for waits on.
    if (became !== 'nowhere') ours.add(question)
    if (became !== 'back') continue
    drawAgain(form, kept.drawn ?? [])
    for (const notice of page.querySelectorAll<HTMLElement>('[data-draft-notice]')) notice.hidden = false
  }

  let isSending = false
  const forgetOurs = (still: ReadonlySet<string> = new Set()) => {
    for (const question of ours) if (!still.has(question)) forget(keyFor(question))
    ours.clear()
  }
  const allSaved = () => {
    forgetOurs()
    for (const line of page.querySelectorAll<HTMLElement>('[data-draft-unsaved]')) line.hidden = true
  }
  const keep = () => {
    const unsaved = new Set(typing.unsaved().keys())
    if (unsaved.size === 0) {
      allSaved()
      return
    }
    forgetOurs(unsaved)
    for (const question of unsaved) {
      ours.add(question)
      const said = {
        at: Date.now(),
        place: placeOf(page, form, question),
        ...drawnWith(form),
        ...(isSending ? { sent: true as const } : {}),
      }
      write(keyFor(question), { ...typing.touched(question), ...said })
    }
  }
  form.addEventListener('submit', () => (isSending = true))
  window.addEventListener('pageshow', () => (isSending = false))
  window.addEventListener('pagehide', keep)
  // A phone ends a browser in the background without another word.
  page.addEventListener('visibilitychange', () => page.visibilityState === 'hidden' && keep())
  page.querySelector('[data-draft-drop]')?.addEventListener('click', () => {
    forgetOurs()
    window.removeEventListener('pagehide', keep)
    window.location.reload()
  })
  return { allSaved }
}

/**
 * What the button sent is saved when the page after it says so. It waits on where that page says that it was lost, and where there was none:
 * the line was cut, and the person has gone on to some other page.
 */
export function settleSent(page: Document): void {
  const isSaved = /[?&](?:saved|new|act)=/.test(window.location.search) && page.querySelector('[data-error]') === null
  for (const key of keys()) {
    const kept = read(key)
    if (kept === null || Date.now() - kept.at > KEPT_FOR || (kept.sent && isSaved)) forget(key)
    else if (kept.sent) write(key, { ...kept, sent: undefined })
  }
}

/**
 * What waits of questions that a page of the return does not ask is sent from there as well, as the page of its section would: the last word
 * of a page that was left may have arrived. Where a colleague answered meanwhile, something is wrong, or nothing can be sent, the page says
 * where it waits.
 */
export async function sendWhatWaits(page: Document): Promise<void> {
  const notice = page.querySelector<HTMLElement>('[data-waits]')
  const discard = notice?.querySelector('button')
  if (!notice || !discard) return
  const left = await sendElsewhere(page, await heldElsewhere())
  for (const [href, text] of new Map(left.map(({ kept: { place } }) => [place.href, place.text]))) {
    const line = page.createElement('p')
    line.append(Object.assign(page.createElement('a'), { href, textContent: text }))
    discard.before(line)
  }
  notice.hidden = left.length === 0
  discard.addEventListener('click', () => {
    if (!window.confirm(discard.dataset.sure)) return
    for (const { key } of left) forget(key)
    notice.hidden = true
  })
}

type Waiting = { key: string; question: string; kept: Kept }

/**
 * Sends what waits of this return and is not on this page.
 *
 * @param held new rows that stand in another open tab, which sends them itself
 * @returns what is not stored all the same
 */
export async function sendElsewhere(page: Document, held: ReadonlySet<string> = new Set()): Promise<Waiting[]> {
  const draft = page.querySelector<HTMLElement>('[data-waits]')?.dataset.waits
  if (draft === undefined) return []
  const form = page.querySelector<HTMLFormElement>('form[data-draft]')
  const here = new Set(form ? questionsOn(form).map(question => keyOf(form.dataset.draft, question)) : [])
  const found = (prefix: string, questionIn: (key: string) => string): Waiting[] =>
    keys().flatMap(key => {
      const kept = key.startsWith(prefix) && !here.has(key) ? read(key) : null
      return kept ? [{ key, question: questionIn(key), kept }] : []
    })
  const waiting = found(keyOf(draft, ''), key => key.slice(keyOf(draft, '').length))
  for (const href of new Set(waiting.map(({ kept }) => kept.place.href)))
    await sendTo(
      page,
      href,
      waiting.filter(({ kept }) => kept.place.href === href),
    )
  // The rows of a list one after the other, each as the page of that row would.
  const rows = found(`${PREFIX}${draft}/`, key => key.slice(key.lastIndexOf(' ') + 1)).filter(
    ({ key }) => !held.has(key.slice(0, key.lastIndexOf(' '))),
  )
  for (const row of rows) await sendTo(page, row.kept.place.href, [row])
  return [...waiting, ...rows].filter(({ key }) => read(key) !== null)
}

/** Sends what waits of one section, and forgets what of it is stored. */
async function sendTo(page: Document, href: string, waiting: readonly { key: string; question: string; kept: Kept }[]): Promise<void> {
  const token = page.querySelector<HTMLInputElement>('input[name=_csrf]')?.value ?? ''
  const fields = waiting.flatMap(({ question, kept }): Fields => [...kept.fields, ...(kept.drawn ?? []), [`v.${question}`, kept.base]])
  try {
    const response = await fetch(`${href}/typed`, typedRequest(fields, token))
    const { bases } = response.ok ? ((await response.json()) as { bases: Record<string, string> }) : { bases: {} }
    for (const { key, question } of waiting) if (question in bases) forget(key)
  } catch {
    // It waits on.
  }
}

const questionsOn = (form: HTMLFormElement): string[] =>
  [...form.elements].flatMap(box => (box instanceof HTMLInputElement && box.name.startsWith('v.') ? [box.name.slice(2)] : []))

/** Where the section of a question is: this page, or on a page of several the one that its heading leads to. */
function placeOf(page: Document, form: HTMLFormElement, question: string): Kept['place'] {
  const box = form.elements.namedItem(`v.${question}`)
  const isBefore = (link: Element) => box instanceof Element && (link.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  const heading = [...form.querySelectorAll<HTMLElement>('.app-left')].filter(isBefore).at(-1)
  const text = (heading?.querySelector('h2') ?? page.querySelector('h1'))?.textContent?.trim() ?? ''
  return { text, href: heading?.dataset.place ?? window.location.pathname.replace(/\/evidence$/, '') }
}

/**
 * What the form of a row was drawn with, without the signatures that it told of: what is sent later cancels none. A section has no such thing,
 * since its answers have names of their own.
 */
function drawnWith(form: HTMLFormElement): Pick<Kept, 'drawn'> {
  if (form.elements.namedItem('_list') === null) return {}
  return { drawn: fieldsOf(form).filter(([name]) => name.startsWith('_') && name !== '_signatures') }
}

function drawAgain(form: HTMLFormElement, drawn: Fields): void {
  for (const [name, value] of drawn) {
    const box = form.elements.namedItem(name)
    if (box instanceof HTMLInputElement) box.value = value
  }
}

const keyOf = (draft: string | undefined, question: string): string => `${PREFIX}${draft ?? ''} ${question}`
