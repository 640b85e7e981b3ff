import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { nodesOf } from './sources.ts'
import { nameAbove } from './statements.ts'

/** A call of `rows`, `row` or `changed`. */
export type DatabaseCall = {
  /** Its file, line and column, as a stack says them. */
  site: string
  /** Its file from `src/features/`, and the outermost name that it stands under. */
  at: string
  verb: 'rows' | 'row' | 'changed'
  call: ts.CallExpression
}

export type Calls = { checker: ts.TypeChecker; calls: DatabaseCall[] }

/**
 * The calls in some files of `src`, with the types that they declare. Packages other than zod are left out, which takes a third of
 * the time and changes no row.
 *
 * @param planted texts that stand instead of a file's own, or of a file that is not there
 */
export function databaseCalls(root: string, files: readonly string[], planted: Readonly<Record<string, string>> = {}): Calls {
  const options: ts.CompilerOptions = { ...configured(root), types: ['node'], noEmit: true }
  const host = ts.createCompilerHost(options)
  const readFile = host.readFile.bind(host)
  host.readFile = file => planted[path.relative(root, file)] ?? readFile(file)
  const fileExists = host.fileExists.bind(host)
  host.fileExists = file => path.relative(root, file) in planted || fileExists(file)
  host.resolveModuleNameLiterals = (names, from) =>
    names.map(({ text }) =>
      /^\.|^zod/.test(text) || from.includes('node_modules')
        ? ts.resolveModuleName(text, from, options, host, undefined, undefined, ts.ModuleKind.ESNext)
        : { resolvedModule: undefined },
    )
  const program = ts.createProgram(
    files.map(file => path.join(root, file)),
    options,
    host,
  )
  const checker = program.getTypeChecker()
  const calls = files.flatMap(file => callsIn(program.getSourceFile(path.join(root, file)) as ts.SourceFile, file))
  return { checker, calls }
}

/** The files of the program that speak to the database. */
export const filesWithCalls = (root: string): string[] =>
  globSync('src/**/*.ts', { cwd: root }).filter(file => {
    const text = readFileSync(path.join(root, file), 'utf8')
    return file !== 'src/platform/db.ts' && /\bdb\.ts'/.test(text) && /\b(rows|row|changed)\b/.test(text)
  })

function configured(root: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), file => ts.sys.readFile(file)) as { config: unknown }
  return ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, root).options
}

function callsIn(tree: ts.SourceFile, file: string): DatabaseCall[] {
  const verbs = verbsOf(tree)
  return [...nodesOf(tree, ts.isCallExpression)].flatMap(call => {
    const verb = ts.isIdentifier(call.expression) ? verbs.get(call.expression.text) : undefined
    if (verb === undefined) return []
    const { line, character } = tree.getLineAndCharacterOfPosition(call.expression.getStart())
    return [
      { site: `${file}:${line + 1}:${character + 1}`, at: `${file.replace(/^src\/(features\/)?/, '')} ${nameAbove(call)}`, verb, call },
    ]
  })
}

/** What `rows`, `row` and `changed` are called in a file. */
function verbsOf(tree: ts.SourceFile): Map<string, DatabaseCall['verb']> {
  const verbs = new Map<string, DatabaseCall['verb']>()
  for (const statement of tree.statements.filter(ts.isImportDeclaration)) {
    if (!ts.isStringLiteral(statement.moduleSpecifier) || !/(^|\/)db\.ts$/.test(statement.moduleSpecifier.text)) continue
    const named = statement.importClause?.namedBindings
    for (const { name, propertyName } of named && ts.isNamedImports(named) ? named.elements : []) {
      const verb = (propertyName ?? name).text
      if (verb === 'rows' || verb === 'row' || verb === 'changed') verbs.set(name.text, verb)
    }
  }
  return verbs
}

/** The type of a row that a call declares: what it hands back, without the list, the promise and `undefined`. */
export function declaredRow({ call, verb }: DatabaseCall, checker: ts.TypeChecker): ts.Type | undefined {
  if (verb === 'changed') return undefined
  const given = checker.getAwaitedType(checker.getTypeAtLocation(call))
  if (!given) return undefined
  if (verb === 'rows') return checker.getIndexTypeOfType(given, ts.IndexKind.Number)
  return given.isUnion() ? checker.getNonNullableType(given) : given
}
