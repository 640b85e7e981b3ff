/** Why a request is turned down. Anything else that is thrown is a bug. */
export type RefusalKind = 'not_found' | 'forbidden' | 'conflict' | 'gone' | 'too_large' | 'too_many' | 'bad_request'

/** A request turned down in the users' words. Each feature lists its own in refusals.ts. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly kind: RefusalKind
  /** Stable, for tests and the log: `returns.already_submitted`. */
  readonly code: string
  /** Sentences below the heading: what happened, and what to do next. */
  readonly paragraphs: readonly string[]
  /** Where to go from here. */
  readonly links: readonly { text: string; href: string }[]

  /** @param message the heading of the page that the person sees */
  constructor(
    kind: RefusalKind,
    code: string,
    message: string,
    paragraphs: readonly string[] = [],
    links: readonly { text: string; href: string }[] = [],
  ) {
    super(message)
    this.kind = kind
    this.code = code
    this.paragraphs = paragraphs
    this.links = links
  }
}

/** For a thing that is not there, or not in the sight of the one who asks: the two are never told apart. */
export function notFound(): Refusal {
  return new Refusal('not_found', 'not_found', 'Page not found', [
    'If you typed the web address, check it is correct.',
    'If you followed a link, the thing it led to may have been moved or removed.',
  ])
}

/** The most that the fields of one form may hold together: all of it is in memory at once. */
export const FORM_BYTES = 2 * 1024 * 1024

/** For a form with more in its fields than `FORM_BYTES`. */
export const formTooLarge = () =>
  new Refusal('too_large', 'form_too_large', 'The form was too large', ['Nothing was changed. Send less at once.'])

export const REFUSAL_STATUS = {
  bad_request: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  too_many: 429,
} as const satisfies Record<RefusalKind, number>
