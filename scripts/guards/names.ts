import path from 'node:path'
import ts from 'typescript'
import { nodesOf, onceFor, type Sources } from './sources.ts'

/** What a file takes from another: `*` stands for all of it. `types` are not there when the program runs. */
export type Taken = { name: string; from: string; types: boolean }

/** Everything that a file imports, or hands on from another. */
export const takenBy = onceFor((tree): Taken[] => {
  const taken: Taken[] = []
  for (const statement of tree.statements) {
    if (ts.isImportDeclaration(statement)) taken.push(...imported(statement))
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier) taken.push(...handedOn(statement))
  }
  for (const call of nodesOf(tree, ts.isCallExpression)) {
    const [wanted] = call.arguments
    if (call.expression.kind === ts.SyntaxKind.ImportKeyword)
      taken.push({ name: '*', from: wanted && ts.isStringLiteralLike(wanted) ? wanted.text : '(named at run time)', types: false })
  }
  return taken
})

function imported({ importClause, moduleSpecifier }: ts.ImportDeclaration): Taken[] {
  const from = specifier(moduleSpecifier)
  if (!importClause) return [{ name: '*', from, types: false }]
  const types = importClause.phaseModifier === ts.SyntaxKind.TypeKeyword
  const named = importClause.namedBindings
  return [
    ...(importClause.name ? [{ name: 'default', from, types }] : []),
    ...(named && ts.isNamespaceImport(named) ? [{ name: '*', from, types }] : []),
    ...(named && ts.isNamedImports(named)
      ? named.elements.map(one => ({ name: theirName(one), from, types: types || one.isTypeOnly }))
      : []),
  ]
}

function handedOn({ exportClause, moduleSpecifier, isTypeOnly }: ts.ExportDeclaration): Taken[] {
  const from = specifier(moduleSpecifier)
  return exportClause && ts.isNamedExports(exportClause)
    ? exportClause.elements.map(one => ({ name: theirName(one), from, types: isTypeOnly || one.isTypeOnly }))
    : [{ name: '*', from, types: isTypeOnly }]
}

const specifier = (node: ts.Expression | undefined): string => (node && ts.isStringLiteral(node) ? node.text : '')
const theirName = (one: ts.ImportSpecifier | ts.ExportSpecifier): string => (one.propertyName ?? one.name).text

/** The path, from the root, of what a relative import means; undefined for packages. */
export const pathOf = (file: string, from: string): string | undefined =>
  from.startsWith('.') ? path.posix.join(path.posix.dirname(file), from) : undefined

/** The file that declares what another exports: through every index that hands it on. */
export function origin(sources: Sources, file: string, name: string, seen: ReadonlySet<string> = new Set()): string | undefined {
  const tree = sources.get(file)
  if (!tree || seen.has(file)) return undefined
  if (declared(tree, name)) return file
  const from = new Set([...seen, file])
  for (const statement of tree.statements.filter(ts.isExportDeclaration)) {
    const target = pathOf(file, specifier(statement.moduleSpecifier))
    if (target === undefined) continue
    const clause = statement.exportClause
    if (clause && ts.isNamespaceExport(clause) && clause.name.text === name) return target
    const one = clause && ts.isNamedExports(clause) ? clause.elements.find(({ name: own }) => own.text === name) : undefined
    const found = one ? origin(sources, target, theirName(one), from) : clause ? undefined : origin(sources, target, name, from)
    if (found !== undefined) return found
  }
  return undefined
}

/** What a name means in a file, when the file or one that it imports from declares it at its top. */
export function declarationOf(sources: Sources, file: string, name: string): { file: string; node: ts.Node } | undefined {
  const tree = sources.get(file)
  const own = tree && declared(tree, name)
  if (own) return { file, node: own }
  for (const statement of tree?.statements.filter(ts.isImportDeclaration) ?? []) {
    const named = statement.importClause?.namedBindings
    const one = named && ts.isNamedImports(named) ? named.elements.find(({ name: local }) => local.text === name) : undefined
    const target = one && pathOf(file, specifier(statement.moduleSpecifier))
    const declaring = target === undefined ? undefined : origin(sources, target, theirName(one as ts.ImportSpecifier))
    const node =
      declaring === undefined ? undefined : declared(sources.get(declaring) as ts.SourceFile, theirName(one as ts.ImportSpecifier))
    if (declaring !== undefined && node) return { file: declaring, node }
  }
  return undefined
}

function declared(tree: ts.SourceFile, name: string): ts.Node | undefined {
  for (const statement of tree.statements) {
    if (ts.isVariableStatement(statement)) {
      const found = statement.declarationList.declarations.find(one =>
        ts.isIdentifier(one.name)
          ? one.name.text === name
          : one.name.elements.some(part => ts.isBindingElement(part) && part.name.getText() === name),
      )
      if (found) return found
    } else if (
      (ts.isFunctionDeclaration(statement) ||
        ts.isClassDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement) ||
        ts.isInterfaceDeclaration(statement)) &&
      statement.name?.text === name
    )
      return statement
  }
  return undefined
}
