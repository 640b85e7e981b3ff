import { z } from 'zod'
import { defineLook } from '../../../platform/looking/look.ts'
import { orWhyNot, WHY_NOT_SHOWN } from './cannotShow.ts'
import { pictureOf, readPage } from './pictureOf.ts'

const notShown = z.strictObject({ ok: z.literal(false), why: z.enum(WHY_NOT_SHOWN) })

/** What one page of a document says, and how many there are. */
export const pageLook = defineLook({
  name: 'evidence.page',
  seconds: 10,
  finding: z.discriminatedUnion('ok', [
    z.strictObject({
      ok: z.literal(true),
      pages: z.int().min(1),
      size: z.strictObject({ width: z.number().positive(), height: z.number().positive() }).nullable(),
      text: z.string().max(300_000),
      isCut: z.boolean(),
    }),
    notShown,
  ]),
  run: (file, { mediaType, page }: { mediaType: string; page: number }) => orWhyNot(() => readPage(file, mediaType, page)),
})

/** A picture of one page of a document. */
export const pictureLook = defineLook({
  name: 'evidence.picture',
  seconds: 15,
  finding: z.discriminatedUnion('ok', [
    z.strictObject({
      ok: z.literal(true),
      mediaType: z.enum(['image/png', 'image/jpeg']),
      picture: z.instanceof(Uint8Array).refine(({ length }) => length > 0 && length <= 8_000_000),
    }),
    notShown,
  ]),
  run: (file, { mediaType, ...page }: { mediaType: string; number: number; width: number }) =>
    orWhyNot(() => pictureOf(file, mediaType, page)),
})
