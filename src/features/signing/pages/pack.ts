import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { formWorkbook } from '../../../platform/spreadsheets/writeForm.ts'
import { openFor, requireWhole } from '../../answering/index.ts'
import type { ContributorActor } from '../../history/index.ts'
import { lastReturnFor } from '../../lastYear/index.ts'
import { copySheet } from '../copySheet.ts'
import { packOf } from '../pack.ts'
import { writeWord } from '../sinks/writeWord.ts'

type Context = PageContext<ContributorActor>

/** What governors read: a page to look at and to print. */
export const packPage: Page<ContributorActor> = async (context, _req, res) => {
  const pack = await readPack(context)
  renderPage(res, 'signing/pack', {
    ...pack,
    title: 'Summary for governors',
    backLink: { text: 'All sections', href: '/return' },
    items: pack.notInPlace.map(one => ({
      ...one,
      tag: { text: one.answer, colour: one.level === 'red' ? 'red' : 'orange' },
      before: one.before === null ? null : `Last time: ${one.before}`,
      action: one.action ?? 'Not said yet',
    })),
  })
}

/** The same as a Word file. */
export const packWordPage: Page<ContributorActor> = async (context, _req, res) => {
  const pack = await readPack(context)
  res
    .attachment(`${pack.establishment} - ${pack.round} - summary for governors.docx`)
    .type('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
    .send(await writeWord(pack))
}

/** The whole return as a sheet. */
export const copyPage: Page<ContributorActor> = async ({ db, actor, now }, _req, res) => {
  requireWhole(actor)
  const open = await openFor(db, actor)
  const { establishmentName, roundName } = open.auditReturn
  const bytes = await formWorkbook([copySheet(open)], { title: roundName, creator: 'Safeguarding Audit', created: now() })
  res
    .attachment(`${establishmentName} - ${roundName}.xlsx`)
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .send(bytes)
}

async function readPack({ db, actor }: Context) {
  requireWhole(actor)
  const open = await openFor(db, actor)
  return packOf(open, await lastReturnFor(db, open))
}
