import { z } from 'zod'
import { defineLook } from '../../../platform/looking/look.ts'
import { kindOfName } from '../fileKinds.ts'
import { inspectContent, type Inspection } from './inspect.ts'

const finding: z.ZodType<Inspection> = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), mediaType: z.string().max(100), note: z.string().max(500), sha256: z.string().length(64) }),
  z.strictObject({ ok: z.literal(false), why: z.string().max(500) }),
])

/** Looks into a file that is to be evidence. */
export const inspection = defineLook({
  name: 'evidence.inspection',
  seconds: 10,
  finding,
  run(file, { extension }: { extension: string }): Promise<Inspection> {
    const kind = kindOfName(`.${extension}`)
    if (!kind) throw new Error(`no kind of file ends in .${extension}`)
    return inspectContent(file, kind, extension)
  },
})
