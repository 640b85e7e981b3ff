import { Refusal } from '../../../platform/http/refusal.ts'

/**
 * Does what a form asks, unless what happened meanwhile stands against it: the page then shows the form again, with what was typed and why.
 *
 * @throws whatever else goes wrong
 */
export async function unlessRefused<Done>(
  work: () => Promise<Done>,
): Promise<{ done: Done; refusal: null } | { done: null; refusal: string }> {
  try {
    return { done: await work(), refusal: null }
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error
    return { done: null, refusal: [`${error.message}.`, ...error.paragraphs].join(' ') }
  }
}
