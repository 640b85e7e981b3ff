import type { Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { sayList } from '../../../platform/say.ts'
import { namedIn, staffNames } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import type { Round } from '../../rounds/index.ts'
import { readableBefore, withdraw } from '../actions.ts'
import { KINDS, type Publication } from '../publication.ts'
import { withdrawForm } from '../schemas.ts'
import { publicationsHref, publicationsTrail, visiblePublication } from './visible.ts'

/** GET: asks for the reason before a version is withdrawn. */
export const withdrawPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  show(res, await visiblePublication(db, actor, req), { reason: '', earlier: false })
}

/** POST: withdraws it. */
export const doWithdrawPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const seen = await visiblePublication(db, actor, req)
  const form = parseForm(withdrawForm, req.body)
  const given = { reason: typed(req.body, 'reason'), earlier: typed(req.body, 'earlier') === 'yes' }
  if (!form.ok) {
    show(res.status(422), seen, given, form.errors)
    return
  }
  const named = namedIn([form.values.reason], await staffNames(db, actor.partnershipId))
  if (named.length > 0) {
    const message = `Take out the name of ${sayList(named)}: everyone reads the reason, and names of staff do not leave the office`
    show(res.status(422), seen, given, [{ field: 'reason', message }])
    return
  }
  const path = { roundId: seen.round.id, publicationId: seen.publication.id }
  const { publication, numbers } = await withdraw(db, actor, { ...path, ...form.values })
  req.session.notice =
    numbers.length === 0
      ? { text: alreadyWithdrawn(publication), kind: 'information' }
      : { text: `Withdrawn: version ${sayList(numbers.map(String))}. Whoever opens it reads when and why.` }
  res.redirect(303, publicationsHref(seen.round.id))
}

const alreadyWithdrawn = ({ number, withdrawnBy, withdrawnAt }: Publication): string =>
  `Version ${number} was withdrawn before${withdrawnAt === null ? '' : `: ${withdrawnBy ?? 'someone'} did this at ${sayInstant(withdrawnAt)}`}. Nothing was changed.`

type Seen = { round: Round; publication: Publication; all: readonly Publication[] }

function show(
  res: Response,
  { round, publication, all }: Seen,
  given: { reason: string; earlier: boolean },
  errors: readonly FormError[] = [],
): void {
  const here = publicationsHref(round.id)
  const before = readableBefore(publication, all).map(({ number }) => String(number))
  renderPage(res, 'publications/withdraw', {
    title: `Withdraw version ${publication.number}`,
    layout: 'staff',
    breadcrumbs: publicationsTrail(round, { text: `Withdraw version ${publication.number}` }),
    errors: summaryOf(errors),
    about: KINDS[publication.kind].title,
    already: publication.withdrawnAt === null ? '' : alreadyWithdrawn(publication),
    action: `${here}/${publication.id}/withdraw`,
    cancelHref: here,
    reason: {
      id: 'reason',
      name: 'reason',
      limit: 500,
      label: { text: 'Why is it withdrawn?', classes: 'govuk-label--s' },
      hint: { text: 'Everyone who opens the page reads this in place of what it said. Name no one.' },
      rows: 3,
      value: given.reason,
      errorMessage: errorsBy(errors)('reason'),
    },
    earlier:
      before.length === 0
        ? undefined
        : {
            idPrefix: 'earlier',
            name: 'earlier',
            items: [
              {
                value: 'yes',
                text: `Withdraw version ${sayList(before)} too, which can still be read`,
                checked: given.earlier,
              },
            ],
          },
  })
}
