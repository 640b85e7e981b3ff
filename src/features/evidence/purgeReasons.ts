/** Why a document is removed for good. Chosen, not written: words could name the child that the document names. */
export const PURGE_REASONS = {
  child: 'It names or shows a child',
  personal: 'It holds other personal details that must not be kept',
  wrong_return: 'It belongs to another establishment',
} as const
export type PurgeReason = keyof typeof PURGE_REASONS

export const purgeReasonOf = (typed: unknown): PurgeReason | undefined =>
  typeof typed === 'string' && Object.hasOwn(PURGE_REASONS, typed) ? (typed as PurgeReason) : undefined
