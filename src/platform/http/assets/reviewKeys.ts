/**
 * A reviewer goes through forty questions: with a keyboard, a number gives the verdict that has it, and "n" leads to the next question
 * without one. The keys hold only while the focus is in a question, and never in a box of text (WCAG 2.1.4); everything is done without them too.
 */
export function reviewByKeys(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('form[data-review]')
  if (!form) return
  const questions = [...form.querySelectorAll<HTMLElement>('[data-question]')]
  for (const question of questions) {
    numberVerdicts(question)
    showWhichWay(question)
    question.addEventListener('change', () => {
      showWhichWay(question)
    })
    question.addEventListener('keydown', event => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTypedInto(event.target)) return
      const verdict = verdictsOf(question)[Number(event.key) - 1]
      if (verdict) {
        verdict.click()
        verdict.focus()
      } else if (event.key.toLowerCase() === 'n') {
        nextWithout(questions, question)?.focus()
      } else return
      event.preventDefault()
    })
  }
  for (const words of page.querySelectorAll<HTMLElement>('[data-review-keys]')) words.hidden = false
}

const verdictsOf = (question: Element): HTMLInputElement[] => [
  ...question.querySelectorAll<HTMLInputElement>('.app-verdicts input[type=radio]'),
]

const chosenIn = (question: Element): HTMLInputElement | undefined => verdictsOf(question).find(({ checked }) => checked)

/** Shows beside each verdict the number that gives it; those who hear the page are told it as its key. */
function numberVerdicts(question: HTMLElement): void {
  for (const [at, verdict] of verdictsOf(question).entries()) {
    verdict.setAttribute('aria-keyshortcuts', String(at + 1))
    const key = question.ownerDocument.createElement('span')
    key.className = 'app-key'
    key.setAttribute('aria-hidden', 'true')
    key.textContent = String(at + 1)
    verdict.labels?.[0]?.append(' ', key)
  }
}

/** Which way an answer is out is asked only after a verdict that says that it is. */
function showWhichWay(question: HTMLElement): void {
  for (const asked of question.querySelectorAll<HTMLElement>('[data-after]'))
    asked.hidden = !(asked.dataset.after ?? '').split(' ').includes(chosenIn(question)?.value ?? '')
}

/** The verdict to choose in the next question without one, from the end of the page on from its beginning. */
function nextWithout(questions: readonly HTMLElement[], from: HTMLElement): HTMLInputElement | undefined {
  const at = questions.indexOf(from)
  const next = [...questions.slice(at + 1), ...questions.slice(0, at)].find(question => (chosenIn(question)?.value ?? '') === '')
  return next && (chosenIn(next) ?? verdictsOf(next)[0])
}

const isTypedInto = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && target.type !== 'radio')
