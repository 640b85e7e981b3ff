/** Why a document is not shown as pictures. */
export const WHY_NOT_SHOWN = ['locked', 'damaged', 'too_large', 'too_complicated', 'unknown_kind', 'no_page'] as const
export type WhyNotShown = (typeof WHY_NOT_SHOWN)[number]

/** Thrown in the looker by whatever reads a document, and answered by it as a finding. */
export class CannotShow extends Error {
  override name = 'CannotShow'
  readonly why: WhyNotShown
  constructor(why: WhyNotShown) {
    super(why)
    this.why = why
  }
}

/** What a document is found to be, or why it cannot be shown. What a decoder gives up on is too complicated for it. */
export async function orWhyNot<Found>(work: () => Promise<Found>): Promise<({ ok: true } & Found) | { ok: false; why: WhyNotShown }> {
  try {
    return { ok: true, ...(await work()) }
  } catch (error) {
    if (error instanceof CannotShow) return { ok: false, why: error.why }
    if (error instanceof WebAssembly.RuntimeError) return { ok: false, why: 'too_complicated' }
    throw error
  }
}
