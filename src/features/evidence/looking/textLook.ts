import { z } from 'zod'
import { defineLook } from '../../../platform/looking/look.ts'
import { CHILD_DATA, findChildData, remarksOn, type Found, type Remark } from '../../documentText/index.ts'
import { WHY_NOT_READ, whyNotRead } from './cannotRead.ts'
import { readText } from './readText.ts'

const places = z.array(z.string().max(600)).max(20)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const year = z.int().min(2000).max(2100)

const found: z.ZodType<Found> = z.strictObject({
  kind: z.enum(CHILD_DATA),
  count: z.int().min(1),
  places,
  masked: z.array(z.string().max(40)).max(3),
})

const remark: z.ZodType<Remark> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('blank') }),
  z.strictObject({ kind: z.literal('placeholder'), count: z.int().min(1), places, example: z.string().max(60) }),
  z.strictObject({ kind: z.literal('review_passed'), on: day }),
  z.strictObject({ kind: z.literal('old_guidance'), edition: year, current: year }),
])

const finding = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    isPart: z.boolean(),
    children: z.array(found).max(CHILD_DATA.length),
    remarks: z.array(remark).max(10),
  }),
  z.strictObject({ ok: z.literal(false), why: z.enum(WHY_NOT_READ) }),
])
/** What the text of a document was found to say. */
export type TextFinding = z.infer<typeof finding>

/** Reads the text of a document for what could say who a child is, and for what is blank or out of date. */
export const textLook = defineLook({
  name: 'evidence.text',
  seconds: 20,
  behind: true,
  finding,
  async run(file, { mediaType, today }: { mediaType: string; today: string }): Promise<TextFinding> {
    try {
      const { document, isPart } = await readText(file, mediaType)
      return { ok: true, isPart, children: findChildData(document, today), remarks: remarksOn(document, today) }
    } catch (error) {
      const why = whyNotRead(error)
      if (why === undefined) throw error
      return { ok: false, why }
    }
  },
})
