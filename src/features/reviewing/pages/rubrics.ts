import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { documentOf, LIBRARY, newestVersions, type QuestionnaireDocument } from '../../questionnaires/index.ts'
import { RUBRICS_HREF } from '../../sampling/index.ts'
import { holdingRubric, rubricAreas, rubricLines, type AreaOfRubrics, type Rubric, type RubricKey } from '../rubric.ts'
import { rubricsOf } from '../rubricStore.ts'

export const RUBRICS_TITLE = 'What good evidence shows'
export const rubricHref = ({ about, key }: RubricKey): string => `${RUBRICS_HREF}/${about}/${key}`

/** What good evidence shows, area by area and question by question, and which of it is the partnership's own. */
export const rubricsPage: Page<StaffActor> = async ({ db, actor }, _req, res) => {
  const [areas, own] = await Promise.all([areasOfPartnership(db, actor.partnershipId), rubricsOf(db, actor.partnershipId)])
  const manages = roleHolds(actor.role, 'sample.manage')
  renderPage(res, 'reviewing/rubrics', {
    title: RUBRICS_TITLE,
    layout: 'staff',
    breadcrumbs: [{ text: 'Rounds', href: '/rounds' }, { text: RUBRICS_TITLE }],
    summary: sayOwn(own.filter(({ body }) => body !== '').length),
    contents: areas.map(({ key, title }) => ({ text: title, href: `#area-${key}` })),
    areas: areas.map(area => areaOf(area, own, manages)),
  })
}

/** The areas and questions of the newest version of each set; of a partnership without any, those of the library. */
export async function areasOfPartnership(db: Db, partnershipId: Id<'partnership'>): Promise<AreaOfRubrics[]> {
  const versions = await newestVersions(db, partnershipId)
  const documents: QuestionnaireDocument[] = []
  for (const { id } of versions) {
    const document = await documentOf(db, partnershipId, id)
    if (document) documents.push(document)
  }
  return rubricAreas(documents.length === 0 ? LIBRARY : documents)
}

const sayOwn = (n: number): string =>
  n === 0
    ? 'All of it is the default that comes with the program.'
    : `${sayCount(n, 'text is', 'texts are')} your own; the rest is the default that comes with the program.`

function areaOf({ key, title, questions }: AreaOfRubrics, own: readonly Rubric[], manages: boolean) {
  const lines = questions.map(question => ({ label: question.label, ...wordsOf({ about: 'question', key: question.key }, own, manages) }))
  return {
    id: `area-${key}`,
    title,
    ...wordsOf({ about: 'area', key }, own, manages),
    questions: lines.filter(line => line.lines.length > 0),
    without: lines.filter(line => line.lines.length === 0),
    withoutText: sayCount(
      lines.filter(line => line.lines.length === 0).length,
      'question has no words of its own',
      'questions have no words of their own',
    ),
  }
}

function wordsOf(of: RubricKey, own: readonly Rubric[], manages: boolean) {
  const written = own.find(({ about, key }) => about === of.about && key === of.key)
  const isOwn = written !== undefined && written.body !== ''
  return {
    lines: rubricLines(holdingRubric(written, of)),
    tag: isOwn ? { text: 'Ours', colour: 'blue' } : { text: 'Default', colour: 'grey' },
    by: isOwn ? `${written.writtenBy}, ${sayInstant(written.writtenAt)}` : '',
    href: manages ? rubricHref(of) : '',
  }
}
