import { z } from 'zod'
import { requestKey, requiredText, rowVersion } from '../../platform/forms/fields.ts'
import { KINDS, type PublicationKind } from './publication.ts'

export const kindOf = (given: unknown): PublicationKind | undefined =>
  typeof given === 'string' && Object.hasOwn(KINDS, given) ? (given as PublicationKind) : undefined

/** What was looked at when “Publish” was pressed. */
export const publishForm = z.object({
  after: rowVersion,
  digest: z.string().max(64).catch(''),
  _key: requestKey,
})

export const withdrawForm = z.object({
  reason: requiredText('The reason', 'Enter the reason', 500),
  earlier: z
    .literal('yes')
    .optional()
    .catch(undefined)
    .transform(ticked => ticked === 'yes'),
})
