import { expect, test } from '@jest/globals'
import { changed, rows } from '../../../src/platform/db.ts'
import type { SentEach } from '../../../src/features/evidence/accepted.ts'
import { filesFor } from '../../../src/features/answering/pages/sectionFiles.ts'
import { openReturn } from '../../../src/features/returns/index.ts'
import { unanswered } from '../../../src/features/questionnaires/index.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { leadsTo, submitForm } from '../../support/forms.ts'
import { answering, fieldsOf, type Row } from '../answering/answering.ts'
import { secondYear } from '../lastYear/world.ts'
import { pdf } from './files.ts'

const NEW = '/return/evidence/new'
const RATINGS = '/return/sections/ratings'
const POLICY = { name: 'Behaviour policy.pdf', content: pdf('behaviour') }

const tiesOf = ({ db }: TestWorld, returnId: unknown) =>
  rows<Row>(
    db,
    `select q.question_key as key, v.original_name as name from evidence_questions q join evidence v on v.id = q.evidence_id
     where v.return_id = ? and v.removed_at is null order by 1, 2`,
    [returnId],
  )

test(
  'a file is given to a question that asks for none: it stands there, in the whole return and among the evidence, and nothing is missing less',
  inRollback(async world => {
    const { dsl, auditReturn, partnership } = await answering(world)
    const before = await openReturn(world.db, partnership.id, auditReturn.id)
    const section = await dsl.get(RATINGS)
    expect(section.text).not.toContain('type="file"')
    // What was typed into the section is saved on the way there.
    const way = await submitForm(dsl, section, { 'c.behaviour': 'Read by all in September.', intent: 'file' }, { which: '/ratings' })
    expect(leadsTo(way)).toBe(`${NEW}?section=ratings&saved=ratings`)
    const page = await dsl.get(leadsTo(way))
    expect(pageText(page)).toMatch(/“[^”]+” is saved\./)
    expect((await openReturn(world.db, partnership.id, auditReturn.id)).responses.get('behaviour')?.comment).toBe(
      'Read by all in September.',
    )
    expect(heading(page)).toBe('Add a file to a question of this section')
    expect(page.text).toContain('<option value="behaviour">')
    expect(page.text).not.toContain('<option value="training_evidence">')
    expect((await dsl.get(NEW)).text).toContain('<option value="training_evidence">')

    const sent = await dsl.postFiles(NEW, { section: 'ratings', question: 'behaviour' }, 'files', [POLICY])
    expect([sent.status, sent.headers.location]).toEqual([303, `${RATINGS}#files-behaviour`])
    expect(await tiesOf(world, auditReturn.id)).toEqual([{ key: 'behaviour', name: POLICY.name }])
    for (const place of [RATINGS, '/return/whole', '/return/evidence']) expect(pageText(await dsl.get(place))).toContain(POLICY.name)
    expect((await dsl.get(RATINGS)).text).toMatch(/id="files-behaviour">\s*<h3[^>]*>1 file attached/)

    // The answer itself is still missing, and is said to be.
    const after = await openReturn(world.db, partnership.id, auditReturn.id)
    const missing = ({ document, auditReturn: { facts }, responses, evidenceCounts }: typeof after) =>
      unanswered(document, facts, responses, evidenceCounts).map(({ questionKey }) => questionKey)
    expect(missing(after)).toEqual(missing(before))
    expect(missing(after)).toContain('behaviour')
    expect(pageText(await dsl.get('/return/whole'))).toMatch(/Not answered[^]*Behaviour policy\.pdf/)

    // Only that section reads files to show them.
    const read = (key: string) =>
      filesFor(
        world.db,
        after,
        after.document.sections.find(one => one.key === key)!,
      )
    expect([(await read('ratings')).length, (await read('people')).length]).toEqual([1, 0])
  }),
)

test(
  'without a question, or one that is not asked, no file is taken, and the page says what to choose',
  inRollback(async world => {
    const { dsl, auditReturn } = await answering(world)
    for (const question of ['', 'about', 'nonsense']) {
      const sent = await dsl.postFiles(NEW, { section: '', question }, 'files', [POLICY])
      expect([sent.status, pageText(sent)]).toEqual([422, expect.stringContaining('Choose the question that the file is for')])
      expect(pageText(sent)).toContain('Choose the file again')
    }
    const none = await dsl.postFiles(NEW, { section: '', question: 'behaviour' }, 'files', [])
    expect([none.status, pageText(none)]).toEqual([422, expect.stringContaining('Choose a file to add')])
    expect(none.text).toContain('<option value="behaviour" selected>')
    const script = await dsl.postFiles(`${NEW}/files`, { section: '', question: '' }, 'files', [POLICY])
    expect(script.body as SentEach).toMatchObject({ isAdded: false, isFormWrong: true })
    // The form that the script sends after that has no files any more, and says that it had.
    const after = pageText(await dsl.postFiles(NEW, { section: '', question: '', _chosen: '1' }, 'files', []))
    expect([after.includes('Choose the file again'), after.includes('Choose a file to add')]).toEqual([true, false])
    expect(await tiesOf(world, auditReturn.id)).toEqual([])
    const added = await dsl.postFiles(`${NEW}/files`, { section: '', question: 'behaviour' }, 'files', [POLICY])
    expect(added.body as SentEach).toMatchObject({ isAdded: true, href: `${RATINGS}#files-behaviour` })
  }),
)

test(
  'a file that is here serves any other question, and comes off it again',
  inRollback(async world => {
    const { dsl, auditReturn } = await answering(world)
    await dsl.postFiles('/return/evidence', {}, 'files.training_evidence', [POLICY])
    const [file] = await rows<Row>(world.db, 'select id from evidence where return_id = ?', [auditReturn.id])
    const own = `/return/evidence/${String(file?.id)}`
    expect((await dsl.get(`${own}/change`)).text).toContain('<option value="behaviour">')
    const about = { note: '', day: '', month: '', year: '' }
    expect((await dsl.post(`${own}/change`, { ...about, questions: ['behaviour', ''] })).status).toBe(303)
    expect((await tiesOf(world, auditReturn.id)).map(({ key }) => key)).toEqual(['behaviour', 'training_evidence'])
    await dsl.post(`${own}/remove`, { question: 'training_evidence' })
    expect((await tiesOf(world, auditReturn.id)).map(({ key }) => key)).toEqual(['behaviour'])
    // What is asked no more keeps its file where it can be found.
    await changed(world.db, `update evidence_questions set question_key = 'gone' where evidence_id = ?`, [file?.id])
    const page = pageText(await dsl.get('/return/evidence'))
    expect(page).toMatch(/Files without a question[^]*Behaviour policy\.pdf/)
  }),
)

test(
  'a file that the last return had with such a question is used again by its button',
  inRollback(async world => {
    const { dsl, auditReturn, last, partnership } = await secondYear(world)
    await dsl.postFiles(NEW, { section: '', question: 'behaviour' }, 'files', [POLICY])
    // As if it had come last year.
    await changed(world.db, `update evidence_questions set return_id = ? where partnership_id = ?`, [last.id, partnership.id])
    await changed(world.db, `update evidence set return_id = ? where partnership_id = ?`, [last.id, partnership.id])
    const page = await dsl.get(NEW)
    expect(pageText(page)).toContain('Files from last time')
    const intent = /value="(again-file:behaviour\.\d+)"/.exec(page.text)?.[1] ?? ''
    const used = await dsl.postFiles(NEW, { section: '', intent }, 'files', [])
    expect([used.status, used.headers.location]).toEqual([303, `${RATINGS}#files-behaviour`])
    expect(await tiesOf(world, auditReturn.id)).toEqual([{ key: 'behaviour', name: POLICY.name }])
    expect((await dsl.postFiles(NEW, { section: '', intent: 'again-file:about.1' }, 'files', [])).status).toBe(422)
    expect(fieldsOf(await dsl.get(RATINGS))).not.toEqual({})
  }),
)
