import { fieldsOf, questionOf, typedRequest, type SectionTyping } from './sectionTyping.ts'

/** After so long without a key, what was typed is sent; and so seldom at most while somebody goes on typing. */
const PAUSE = 1_500
const AT_MOST_EVERY = 4_000
/** How long a line that is cut is left alone: longer from one time to the next. */
const AGAIN_AFTER = [5_000, 10_000, 20_000, 40_000, 60_000]
/** What a browser still sends for a page that is gone. */
const LAST_WORD_BYTES = 60_000

/** As `TypedAnswer` of src/features/answering/pages/typing.ts says it. */
type Answer = {
  at: string
  bases: Record<string, string>
  held: Record<string, string>
  wrong: number
  conflicts: number
  isSigned: boolean
}

// Here and not in the page: a browser keeps the script, and gets each page anew.
const WORDS = {
  saved: 'Saved at {at}.',
  wrong: 'Saved at {at}, but not every answer. Press Save to see why.',
  wrongRow: 'Not saved yet. Press Save to see why.',
  conflict: 'Someone else changed an answer on this page at the same time. Press Save to see both.',
  signed: 'The return was signed while you were writing. What you type is not saved until you press Save.',
  offline: 'Not saved yet. What you typed is kept in this browser, and is saved when there is a connection again.',
  ended: 'Not saved. Open your audit link again, then this section: what you typed is kept in this browser and will be back in its place.',
  refused: 'Not saved. Press Save to see why. What you typed is kept in this browser.',
}

/**
 * Saves while somebody writes, and says what is saved. The button stays the truth: it alone shows what is wrong, goes on to what an answer
 * leads to, and decides between two texts.
 *
 * @returns what sends at once what is not saved; undefined on a page whose button alone saves
 */
export function saveTyped(page: Document, typing: SectionTyping, allSaved: () => void): (() => Promise<void>) | undefined {
  const line = page.querySelector<HTMLElement>('[data-typing]')
  const href = line?.dataset.typing
  if (!line || href === undefined) return undefined
  const { form } = typing
  /** What was sent of a question and not stored: it is not sent again until it changes. */
  const refused = new Map<string, string>(form.dataset.unsaved === undefined ? [] : typing.unsaved())
  let underway: Promise<void> | undefined
  let isSending = false
  let isOver = false
  let failures = 0
  let lastAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const say = (words: keyof typeof WORDS, at = '') => (line.textContent = WORDS[words].replace('{at}', at))
  // Between two texts somebody chooses, and presses the button.
  const isChosen = (question: string) => form.querySelector(`[name^="keep.${question}."]`) !== null
  const toSend = () => new Map([...typing.unsaved()].filter(([question, text]) => refused.get(question) !== text && !isChosen(question)))

  const plan = (wait: number) => {
    clearTimeout(timer)
    if (!isOver && !isSending) timer = setTimeout(() => void send(), Math.max(wait, lastAt + AT_MOST_EVERY - Date.now()))
  }
  const send = (): Promise<void> => {
    const sent = toSend()
    if (underway || isSending || isOver || sent.size === 0) return underway ?? Promise.resolve()
    lastAt = Date.now()
    underway = sendNow(sent).finally(() => {
      underway = undefined
      if (toSend().size > 0) plan(failures === 0 ? PAUSE : (AGAIN_AFTER[Math.min(failures, AGAIN_AFTER.length) - 1] ?? PAUSE))
    })
    return underway
  }
  const sendNow = async (sent: Map<string, string>): Promise<void> => {
    let response: Response
    try {
      response = await fetch(href, { ...requestOf(form, sent), signal: AbortSignal.timeout(20_000) })
      if (response.status >= 500) throw new Error(`answered with ${response.status}`)
    } catch {
      failures += 1
      say('offline')
      return
    }
    failures = 0
    if (response.ok) take(sent, (await response.json()) as Answer)
    else {
      isOver = true
      const { type = '' } = (await response.json().catch(() => ({}))) as { type?: string }
      say(/:(?:no_session|stale_form)$/.test(type) ? 'ended' : 'refused')
    }
  }
  const take = (sent: Map<string, string>, { at, bases, held, wrong, conflicts, isSigned }: Answer) => {
    for (const [question, text] of sent) {
      const base = bases[question] ?? held[question]
      if (bases[question] === undefined) refused.set(question, text)
      else typing.stored(question, text)
      if (base !== undefined) typing.goesOn(question, base)
    }
    isOver = isSigned
    if (isSigned) say('signed')
    else if (conflicts > 0) say('conflict')
    else if (wrong > 0) say(line.dataset.row === undefined ? 'wrong' : 'wrongRow', at)
    else say('saved', at)
    if (!typing.isDirty()) allSaved()
  }

  const typed = () => plan(PAUSE)
  form.addEventListener('input', typed)
  form.addEventListener('change', typed)
  window.addEventListener('online', () => plan(0))
  window.addEventListener('pageshow', () => (isSending = false))
  // Two saves at once by one person would be a conflict with themselves: the button waits for what is under way.
  form.addEventListener('submit', event => {
    clearTimeout(timer)
    if (underway) {
      event.preventDefault()
      event.stopImmediatePropagation()
      void underway.then(() => form.requestSubmit(event.submitter))
    } else isSending = true
  })
  window.addEventListener('pagehide', () => {
    const sent = toSend()
    if (isSending || isOver || underway || sent.size === 0) return
    const request = requestOf(form, sent)
    if (request.body.length < LAST_WORD_BYTES) void fetch(href, { ...request, keepalive: true }).catch(() => undefined)
  })
  // What waited in this browser is put back by now.
  if (toSend().size > 0) plan(PAUSE)
  return send
}

function requestOf(form: HTMLFormElement, sent: ReadonlyMap<string, string>) {
  const token = form.elements.namedItem('_csrf')
  const fields = fieldsOf(form).filter(([name]) => {
    const question = questionOf(name)
    return question === '' ? name.startsWith('_') : sent.has(question)
  })
  return typedRequest(fields, token instanceof HTMLInputElement ? token.value : '')
}
