import type { SendingRow, Words } from './sendingRow.ts'

/** How sending one file ended. */
export type Ended<Answer> = { is: 'answered'; answer: Answer } | { is: 'failed'; why: string; mayTryAgain: boolean } | { is: 'cancelled' }

/** Sends one file by itself. Never fails: what went wrong is what it ended with. @param part a name that every answer has */
export function sendOne<Answer extends object>(
  request: XMLHttpRequest,
  {
    to,
    body,
    form,
    row,
    words,
    part,
  }: { to: string; body: FormData; form: HTMLFormElement; row: SendingRow; words: Words; part: keyof Answer },
): Promise<Ended<Answer>> {
  return new Promise(resolve => {
    const token = form.elements.namedItem('_csrf')
    row.show('sending')
    request.upload.addEventListener('progress', ({ loaded, total }) => row.show('sending', total === 0 ? 0 : loaded / total))
    request.upload.addEventListener('load', () => row.show('checking', 1))
    request.addEventListener('load', () => resolve(endOf<Answer>(request, words, part)))
    request.addEventListener('error', () => resolve({ is: 'failed', why: words.cut ?? '', mayTryAgain: true }))
    request.addEventListener('abort', () => resolve({ is: 'cancelled' }))
    request.open('POST', to)
    request.setRequestHeader('X-CSRF-Token', token instanceof HTMLInputElement ? token.value : '')
    request.send(body)
  })
}

function endOf<Answer extends object>({ status, responseText }: XMLHttpRequest, words: Words, part: keyof Answer): Ended<Answer> {
  const said = parsed(responseText)
  if (status === 200 && said && part in said) return { is: 'answered', answer: said as Answer }
  const problem = said && 'title' in said ? (said as { type: string; title: string }) : { type: '', title: words.cut ?? '' }
  if (/:(?:no_session|stale_form)$/.test(problem.type)) return { is: 'failed', why: words.ended ?? '', mayTryAgain: true }
  return { is: 'failed', why: problem.title, mayTryAgain: status >= 500 }
}

/** An answer of ours, or a problem; undefined where a proxy answered. */
function parsed(text: string): object | undefined {
  try {
    return JSON.parse(text) as object
  } catch {
    return undefined
  }
}
