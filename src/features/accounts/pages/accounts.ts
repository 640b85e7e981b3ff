import type { Cell, DataTable, StatusTag } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortDay } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { lastSentTo, sayAddress, type LastSent } from '../../messages/index.ts'
import { ROLE_WORDS } from '../roles.ts'
import { accountsOf, type Account } from '../store.ts'

/** GET /accounts: who may sign in for the partnership. */
export const accountsPage: Page<StaffActor> = async ({ db, actor }, _req, res) => {
  const accounts = await accountsOf(db, actor.partnershipId)
  const addresses = accounts.map(({ email }) => email)
  const sent = await lastSentTo(db, actor.partnershipId, addresses)
  renderPage(res, 'accounts/accounts', { title: 'Accounts', table: tableOf(accounts, actor.accountId, sent) })
}

const tableOf = (accounts: readonly Account[], own: number, sent: ReadonlyMap<string, LastSent>): DataTable => ({
  id: 'accounts',
  caption: 'Everyone who works with this partnership’s audits',
  captionHidden: true,
  columns: [{ text: 'Name' }, { text: 'Role' }, { text: 'Status' }, { text: 'Last signed in' }],
  rows: accounts.map((account): Cell[] => [
    {
      text: account.id === own ? `${account.name} (you)` : account.name,
      href: `/accounts/${account.id}`,
      hint: sayAddress(account.email, sent),
    },
    { text: ROLE_WORDS[account.role].name },
    { tag: accountStatus(account) },
    { text: account.lastSignedInAt === null ? 'Never' : sayShortDay(account.lastSignedInAt) },
  ]),
})

/** Where an account stands, from the point of view of whoever looks after it. */
export function accountStatus(account: Account): StatusTag {
  if (account.disabledAt !== null) return { text: 'Disabled', colour: 'grey' }
  if (account.demonstration) return { text: 'Demonstration', colour: 'teal' }
  if (!account.hasPassword)
    return account.linkUntil === null ? { text: 'Link ran out', colour: 'orange' } : { text: 'Invited', colour: 'blue' }
  return account.secondFactorSince === null ? { text: 'No authenticator app', colour: 'yellow' } : { text: 'Active', colour: 'green' }
}
