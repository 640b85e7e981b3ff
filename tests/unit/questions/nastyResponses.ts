import fc from 'fast-check'
import { valuesOf, type Json, type Question, type Response } from '../../../src/features/questions/index.ts'
import { mark } from '../../../src/platform/http/skeleton.ts'

/** What breaks a page that is put together from pieces: the ends of its elements, what escaping makes, what replacing reads, the marks. */
export const nasty = fc.oneof(
  fc.constantFrom(
    '</textarea><script>alert(1)</script>',
    '"><input value="',
    `it's "quoted" & <bold>`,
    '&amp;lt;',
    '\nbegins with a line end',
    "$& $1 $' $` $$",
    '<%= page.title %>',
    'e\u0301\u0301\u0301 \u202Eright to left \uFEFF',
    'half a pair \uD83D',
    mark(0),
    `${mark(1)}${mark(2)}`,
    mark(3).slice(0, -1),
    '0',
    ' ',
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const text = fc.option(nasty, { nil: null })
const day = fc.option(fc.constantFrom('2026-11-05', '2027-01-31', '2024-02-29'), { nil: null })

function answerTo(question: Question): fc.Arbitrary<Json> {
  const values = valuesOf(question).map(({ value }) => value)
  switch (question.kind) {
    case 'choices':
      return fc.option(fc.subarray(values as string[]), { nil: null })
    case 'number':
    case 'percentage':
      return fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null })
    case 'date':
      return day
    case 'person':
      return fc.option(fc.record({ name: text, role: text, email: text, trained: day }), { nil: null })
    case 'table':
      return fc.option(
        fc.array(
          fc.record(Object.fromEntries(question.columns.map(({ key, kind }) => [key, kind === 'date' ? day : text]))) as fc.Arbitrary<{
            [column: string]: string | null
          }>,
          { maxLength: 3 },
        ),
        { nil: null },
      )
    case 'information':
      return fc.constant(null)
    default:
      return values.length > 0 ? fc.constantFrom(null, ...values) : text
  }
}

const action = fc.option(fc.record({ what: text, owner: text, dueOn: day }), { nil: null })
/** Any response to a question, with texts that break pages. */
export const responseTo = (question: Question): fc.Arbitrary<Response | null> =>
  fc.option(fc.record({ answer: answerTo(question), comment: text, action }), { nil: null })
