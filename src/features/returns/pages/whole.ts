import { sayInstant } from '../../../platform/london.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { ContributorActor } from '../../history/index.ts'
import { isOpenForAnswers, openReturn } from '../actions.ts'
import { readThrough } from '../readThrough.ts'
import { evidenceOf } from '../store.ts'
import { fileLine } from './evidenceBox.ts'

/** The whole return on one page, to read, to print, and to show to governors. */
export const wholePage: Page<ContributorActor> = async ({ db, actor, now }, _req, res) => {
  const [open, files] = await Promise.all([
    openReturn(db, actor.partnershipId, actor.returnId),
    evidenceOf(db, actor.partnershipId, actor.returnId),
  ])
  const { auditReturn } = open
  const isOpen = isOpenForAnswers(auditReturn)
  renderPage(res, 'returns/whole', {
    title: 'The whole return',
    backLink: { text: 'All sections', href: '/return' },
    standing: isOpen
      ? 'This is what is stored now. It has not been submitted yet.'
      : auditReturn.submittedAt === null
        ? 'This is what is stored.'
        : `Submitted at ${sayInstant(auditReturn.submittedAt)}. Reference ${auditReturn.reference ?? ''}.`,
    signOffs: open.signOffs.map(({ name, at, role }) => ({ text: `${name} signed as ${SIGNED_AS[role]} at ${sayInstant(at)}` })),
    read: readThrough(open.document, auditReturn.facts, open.responses, files, {
      now: now(),
      fileHref: id => `/return/evidence/${id}`,
      fileFacts: file => fileLine(file).facts,
      showMissing: isOpen,
      ...(isOpen ? { changeHref: (section: string, question: string) => `/return/sections/${section}#question-${question}` } : {}),
    }),
    next: isOpen ? { text: 'Check what is missing', href: '/return/check' } : null,
  })
}

const SIGNED_AS = { head: 'head', chair: 'chair', proprietor: 'proprietor' } as const
