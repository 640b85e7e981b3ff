/** From so much of a limit on it is told what is left: before, a count is only in the way. */
const NEARLY = 0.9
/** Those who hear the page are told once they pause. */
const PAUSE = 1_000

type Box = HTMLInputElement | HTMLTextAreaElement

/**
 * Says beside a box that is nearly full how many characters are left, and how many are too many. Nothing is cut off and nothing is kept from
 * being typed: whoever pastes too much sees all of it, and what to take away. Without this file the limit stands in the hint.
 */
export function tellLimits(page: Document): void {
  page.addEventListener('input', ({ target }) => {
    if (isBox(target)) tell(target)
  })
  for (const box of page.querySelectorAll<Box>('[data-limit]')) tell(box)
}

const isBox = (target: EventTarget | null): target is Box => target instanceof HTMLElement && target.dataset.limit !== undefined

const waiting = new WeakMap<Box, ReturnType<typeof setTimeout>>()

function tell(box: Box): void {
  const limit = Number(box.dataset.limit)
  const id = `${box.id}-left`
  const known = document.getElementById(id)
  // In units of which a character has one or two: fewer than this are fewer characters too.
  const used = box.value.length < limit * NEARLY ? 0 : Array.from(box.value.trim()).length
  const words = used < limit * NEARLY ? '' : leftOf(limit - used)
  if (words === '' && known === null) return
  const line = known ?? lineFor(box, id)
  const [seen, heard] = line.children
  line.classList.toggle('govuk-error-message', used > limit)
  if (seen) seen.textContent = words
  clearTimeout(waiting.get(box))
  waiting.set(
    box,
    setTimeout(() => heard && (heard.textContent = words), PAUSE),
  )
}

function lineFor(box: Box, id: string): HTMLElement {
  const line = Object.assign(document.createElement('p'), { id, className: 'app-limit-left' })
  const seen = document.createElement('span')
  seen.ariaHidden = 'true'
  const heard = Object.assign(document.createElement('span'), { className: 'govuk-visually-hidden' })
  heard.setAttribute('aria-live', 'polite')
  line.append(seen, heard)
  box.after(line)
  return line
}

function leftOf(left: number): string {
  const many = Math.abs(left) === 1 ? '1 character' : `${Math.abs(left).toLocaleString('en-GB')} characters`
  return left < 0 ? `You have ${many} too many` : `You have ${many} left`
}
