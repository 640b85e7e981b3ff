import { expect, test } from '@jest/globals'
import { checkDocument } from '../../../src/features/questionnaires/documentRules.ts'
import { documentSchema } from '../../../src/features/questionnaires/index.ts'
import { inRollback, pageText } from '../../support/app.ts'
import { signatureOn } from '../../support/signing.ts'
import { answerEverything, answering } from '../answering/answering.ts'
import { everyKind } from '../../unit/questions/everyKind.ts'

/** The partnership asks for the lead under a key that says nothing. */
const own = (asks: 'dsl' | undefined) =>
  documentSchema.parse({
    ...everyKind,
    sections: everyKind.sections.map(section => ({
      ...section,
      questions: section.questions.map(question =>
        question.key === 'head' ? { ...question, label: 'Who keeps children safe?', asks } : question,
      ),
    })),
  })

test(
  'a partnership’s own question about the lead is filled in from the register, once it says whom it asks for',
  inRollback(async world => {
    expect(checkDocument(own('dsl'))).toEqual([])
    const { dsl, establishment, partnership } = await answering(world, {}, {}, own('dsl'))
    await world.make.contact({
      partnership_id: partnership.id,
      establishment_id: establishment.id,
      role: 'dsl',
      name: 'Noor Karim',
      email: '',
    })
    const page = await dsl.get('/return/sections/people')
    expect(page.text).toContain('value="Noor Karim"')
    expect(pageText(page)).toContain('Filled in from the register.')
  }),
)

test.each([
  ['dsl', true],
  [undefined, false],
] as const)('a head whom the return names as lead is warned when the question says whom it asks for (%s)', (asks, warned) =>
  inRollback(async world => {
    const { dsl, join, events } = await answering(world, {}, {}, own(asks))
    // Names Ruth Ainsworth in answer to "Who keeps children safe?".
    await answerEverything(dsl)
    const head = await join('head', 'Ruth Ainsworth')
    const form = await head.get('/return/sign-off')
    expect(pageText(form).includes('You are also named as designated safeguarding lead.')).toBe(warned)
    await head.post('/return/submit', signatureOn(form))
    expect((await events('return.submitted'))[0]).toMatchObject({ details: { headIsDsl: warned } })
  })(),
)
