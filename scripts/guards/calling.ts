import ts from 'typescript'
import { onceFor, type Sources } from './sources.ts'

/** Files whose functions change something for somebody; stores write what they are told, and say so by their names. */
const ACTIONS = /^src\/features\/(?!.*\/(sheets|sets)\/).+(\/actions|Actions)\.ts$/

/**
 * Actions that are not called as all are (docs/decisions/0033): what of the running system it needs, who does it, and one request.
 * Only what a file exports is asked, and only what takes an actor.
 */
export const calledOtherwise = (sources: Sources): string[] =>
  [...sources].flatMap(([file, tree]) =>
    ACTIONS.test(file) ? strayIn(tree).map(name => `${file} ${name}: take (context, actor, request)`) : [],
  )

const strayIn = onceFor((tree): string[] =>
  tree.statements
    .filter(ts.isFunctionDeclaration)
    .filter(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .filter(({ parameters }) => {
      const actor = parameters.findIndex(isActor)
      return actor !== -1 && (actor !== 1 || parameters.length > 3)
    })
    .map(({ name }) => name?.text ?? ''),
)

/** Pages whose names do not say that they are. */
export const pagesByOtherNames = (sources: Sources): string[] =>
  [...sources].flatMap(([file, tree]) =>
    file.includes('/pages/')
      ? pagesOf(tree)
          .filter(name => !name.endsWith('Page'))
          .map(name => `${file} ${name}: a page is called …Page`)
      : [],
  )

const pagesOf = onceFor((tree): string[] =>
  tree.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .filter(({ type }) => /^Page</.test(type?.getText() ?? ''))
    .map(({ name }) => name.getText()),
)

const isActor = ({ type }: ts.ParameterDeclaration): boolean => /^\w*(Actor|Keeper)\b/.test(type?.getText() ?? '')
