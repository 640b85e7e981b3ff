import { CommandRefused, printResult, refusedInWords, type AddCommands } from '../../platform/command.ts'
import type { Deps } from '../../platform/deps.ts'
import { foldEmail } from '../../platform/forms/foldEmail.ts'
import { parseForm } from '../../platform/forms/parseForm.ts'
import { ROLES } from '../history/index.ts'
import { operatorFor, PARTNERSHIP_OPTION } from '../partnerships/index.ts'
import { addAccountWithLink, disableAccount } from './actions.ts'
import { PASSWORD_LINK_DAYS } from './passwordLetter.ts'
import { newAccountForm } from './schemas.ts'
import { accountsOf } from './store.ts'

type Open = () => Promise<Deps>
type Common = { partnership?: string; json?: true }
type Named = Common & { email: string }
type NewUser = Named & { name: string; role: string }

/** `user add`, `user list` and `user disable`: how the first administrator comes in, and a way when no administrator can. */
export const userCommands: AddCommands = (program, open) => {
  const user = program.command('user').description('the accounts of partnership staff')
  user
    .command('add')
    .description('add an account, and print the link at which its holder sets a password')
    .requiredOption('--email <address>', 'the email address they sign in with')
    .requiredOption('--name <name>', 'their name, as the history gives it')
    .option('--role <role>', `one of ${ROLES.join(', ')}`, 'administrator')
    .option(...PARTNERSHIP_OPTION)
    .option('--json', 'one JSON value on the standard output')
    .action((options: NewUser) => refusedInWords(() => addUser(open, options)))
  user
    .command('list')
    .description('who has an account')
    .option(...PARTNERSHIP_OPTION)
    .option('--json', 'one JSON value on the standard output')
    .action((options: Common) => listUsers(open, options))
  user
    .command('disable')
    .description('end an account’s sessions and keep it from signing in')
    .requiredOption('--email <address>', 'whose account')
    .option(...PARTNERSHIP_OPTION)
    .action((options: Named) => refusedInWords(() => disableUser(open, options)))
}

async function addUser(open: Open, options: NewUser): Promise<void> {
  const form = parseForm(newAccountForm, options)
  if (!form.ok) throw new CommandRefused(form.errors.map(({ field, message }) => `--${field}: ${message}`).join('\n'))
  const deps = await open()
  const { name, email, role } = form.values
  const link = await addAccountWithLink(deps, await operatorFor(deps.db, options.partnership), { name, email, role })
  if (link === null) throw new CommandRefused(`${email} has an account already.`)
  printResult(options.json ?? false, { email, role, link }, [
    `${name} (${email}) has an account as ${role}. This link sets the password; it works once, within ${PASSWORD_LINK_DAYS} days:`,
    link,
  ])
}

async function listUsers(open: Open, options: Common): Promise<void> {
  const deps = await open()
  const accounts = await accountsOf(deps.db, (await operatorFor(deps.db, options.partnership)).partnershipId)
  const users = accounts.map(({ name, email, role, disabledAt, lastSignedInAt }) => ({
    name,
    email,
    role,
    disabled: disabledAt !== null,
    lastSignedInAt,
  }))
  const lines = users.map(({ name, email, role, disabled }) => `${email}  ${name}, ${role}${disabled ? ', disabled' : ''}`)
  printResult(options.json ?? false, users, lines.length === 0 ? ['There are no accounts.'] : lines)
}

async function disableUser(open: Open, options: Named): Promise<void> {
  const deps = await open()
  const keeper = await operatorFor(deps.db, options.partnership)
  const email = foldEmail(options.email)
  const account = (await accountsOf(deps.db, keeper.partnershipId)).find(candidate => candidate.email === email)
  if (!account) throw new CommandRefused(`Nobody here has the email address ${email}.`)
  await disableAccount(deps, keeper, account.id)
  printResult(false, null, [`${account.name} (${email}) is signed out and cannot sign in.`])
}
