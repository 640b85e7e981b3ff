import { sayInstant } from '../../../platform/london.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { reachesSection, type ContributorActor, CONTACT_ROLE_WORDS } from '../../history/index.ts'
import { canNow, reopened } from '../../returns/index.ts'
import { openFor } from '../openActions.ts'
import { mayOpenFile } from '../reach.ts'
import { readThrough } from '../../returnPages/index.ts'
import { evidenceOf } from '../../evidence/index.ts'
import { fileLine } from './evidenceBox.ts'
import { deskOf } from './sectionDesk.ts'
import { toldView } from './toldView.ts'

/** The whole return on one page, to read, to print, and to show to governors. */
export const readThroughPage: Page<ContributorActor> = async ({ db, actor, now }, _req, res) => {
  const open = await openFor(db, actor)
  const files = (await evidenceOf(db, actor.partnershipId, open.auditReturn.id)).filter(file => mayOpenFile(open, file))
  const { auditReturn } = open
  const isOpen = canNow('save', auditReturn)
  const openNow = reopened.openSections(open)
  renderPage(res, 'answering/readThrough', {
    told: toldView(open, deskOf(actor, auditReturn), { now: now() }),
    isWhole: actor.reach.sections === 'all',
    title: actor.reach.sections === 'all' ? 'The whole return' : 'Your sections',
    backLink: { text: 'All sections', href: '/return' },
    standing: isOpen
      ? 'This is what is stored now. It has not been submitted yet.'
      : auditReturn.submittedAt === null
        ? 'This is what is stored.'
        : `Submitted at ${sayInstant(auditReturn.submittedAt)}. Reference ${auditReturn.reference ?? ''}.`,
    signOffs: open.signOffs.map(({ name, at, role }) => ({
      text: `${name} signed as ${CONTACT_ROLE_WORDS[role].toLowerCase()} at ${sayInstant(at)}`,
    })),
    read: readThrough(
      { ...open.document, sections: open.document.sections.filter(({ key }) => reachesSection(actor.reach, key)) },
      auditReturn.facts,
      open.responses,
      files,
      {
        now: now(),
        fileHref: ({ id }) => `/return/evidence/${id}`,
        fileFacts: file => `${fileLine(file).facts}. ${fileLine(file).check}`,
        showMissing: isOpen,
        versionsHref: question => `/return/versions/${question}`,
        ...(isOpen
          ? {
              changeHref: (section: string, question: string) =>
                openNow === 'all' || openNow.has(section) ? `/return/sections/${section}#question-${question}` : null,
            }
          : {}),
      },
    ),
    next: isOpen ? { text: 'Check what is missing', href: '/return/check' } : null,
  })
}
