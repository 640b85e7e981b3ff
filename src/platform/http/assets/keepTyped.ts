import { fieldsOf, putBack, questionOf, type Fields, type SectionTyping } from './sectionTyping.ts'

/** What waits in a browser, and since when. What was sent by the button waits until the next page says what became of it. */
type Kept = { at: number; fields: Fields; sent?: true }

/** What nobody came back for within a week is forgotten. */
const KEPT_FOR = 7 * 24 * 3600 * 1000
const PREFIX = 'typed '

/**
 * What was typed and is not saved waits in the browser: the page was left, the tab closed, the line cut, the session over. It is put back
 * when the same person comes to the same section of the same return again, with what the form showed then, so that what a colleague saved
 * meanwhile is still a conflict. Signing out clears it. On a shared computer it waits in the tab alone.
 *
 * @returns what to call once everything is saved: nothing waits any more
 */
export function keepTyped(page: Document, { form, isDirty }: SectionTyping): { allSaved: () => void } {
  const key = keyOf(form)
  // The answer to a form that was not saved holds what was typed already.
  const kept = form.dataset.unsaved === undefined ? read(key) : null
  // Another window at the same section, or another page of what is left, may keep what it holds under the same key: this one takes away
  // only what is its own.
  let isOurs = kept !== null && kept.fields.every(([name]) => questionOf(name) === '' || isOn(form, questionOf(name)))
  if (kept !== null && putBack(form, kept.fields))
    for (const notice of page.querySelectorAll<HTMLElement>('[data-draft-notice]')) notice.hidden = false

  let isSending = false
  const allSaved = () => {
    if (isOurs) forget(key)
    isOurs = false
    for (const line of page.querySelectorAll<HTMLElement>('[data-draft-unsaved]')) line.hidden = true
  }
  const keep = () => {
    if (!isDirty()) {
      allSaved()
      return
    }
    isOurs = true
    write(key, { at: Date.now(), fields: fieldsOf(form), ...(isSending ? { sent: true as const } : {}) })
  }
  form.addEventListener('submit', () => (isSending = true))
  window.addEventListener('pageshow', () => (isSending = false))
  window.addEventListener('pagehide', keep)
  // A phone ends a browser in the background without another word.
  page.addEventListener('visibilitychange', () => page.visibilityState === 'hidden' && keep())
  page.querySelector('[data-draft-drop]')?.addEventListener('click', () => {
    forget(key)
    window.removeEventListener('pagehide', keep)
    window.location.reload()
  })
  return { allSaved }
}

/**
 * What the button sent is saved when the page after it says nothing else. It waits on where that page says that it was lost, and where
 * there was none: the line was cut, and the person has gone back to the section.
 */
export function settleSent(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('form[data-draft]')
  const own = form && !/[?&](?:saved|new|act)=/.test(window.location.search) ? keyOf(form) : null
  const isLost = page.querySelector('[data-error]') !== null
  for (const key of keys()) {
    const kept = read(key)
    if (kept === null || Date.now() - kept.at > KEPT_FOR) forget(key)
    else if (kept.sent && isLost) write(key, { at: kept.at, fields: kept.fields })
    else if (kept.sent && key !== own) forget(key)
  }
}

const isOn = (form: HTMLFormElement, question: string): boolean => form.elements.namedItem(`q.${question}`) !== null

const keyOf = (form: HTMLFormElement): string =>
  `${PREFIX}${form.dataset.draft ?? ''} ${window.location.pathname.replace(/^\/return\/\d+/, '/return').replace(/\/evidence$/, '')}`

/** On a computer that others use, what waits ends with the tab. */
const store = (): Storage => (document.body.dataset.shared === undefined ? window.localStorage : window.sessionStorage)

// A browser may refuse to keep anything: then nothing waits.
const keys = (): string[] => attempt(() => Object.keys(store()).filter(key => key.startsWith(PREFIX))) ?? []
const read = (key: string): Kept | null => attempt(() => JSON.parse(store().getItem(key) ?? 'null') as Kept | null) ?? null
const write = (key: string, kept: Kept) => attempt(() => store().setItem(key, JSON.stringify(kept)))
const forget = (key: string) => attempt(() => store().removeItem(key))

function attempt<Given>(work: () => Given): Given | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
