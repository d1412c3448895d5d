/// <reference types="vite/types/importMeta.d.ts" />
import { isIP } from 'node:net'
import { type Language, type Messages, type MessageValues, Texts } from '../../messages/messages.ts'
import { days } from '../private/request.ts'
import { quotings } from './quoting.ts'
import type {
  CommandValues,
  Copied,
  CopiedView,
  Recipe,
  RecipePlan,
  RecipeValues,
  RecipeView,
  RecipeWay,
} from './recipe.ts'

// A recipe is a folder: to add one, nothing else is touched.
const found = import.meta.glob<Recipe>('./*/recipe.ts', { eager: true, import: 'recipe' })
const texts = import.meta.glob('./*/{en,fr,es}.json', { eager: true, import: 'default' })

/** The CAs that we know the way to, the likeliest first. */
export const recipes: readonly Recipe[] = Object.values(found).sort((a, b) => a.rank - b.rank)

/** Each recipe with a project's values filled in. */
export const recipeViews = (values: RecipeValues, { language }: Messages): readonly RecipeView[] =>
  recipes.map((recipe) => new RecipeWriter(recipe, values, language).view())

/** What a template gets called where nobody has named one: no blanks, since certreq wants the name without them. */
const proposedTemplate = 'OMEMutualTLS'

const hostName = /^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*$/i

function commandValues({ host, names, csrFile, template }: RecipeValues): CommandValues {
  const stem = csrFile.replace(/\.[^.]*$/, '')
  const all = [host, ...names.filter((name) => name.toLowerCase() !== host.toLowerCase())]
  return {
    host,
    dnsNames: all.filter((name) => isIP(name) === 0 && hostName.test(name)),
    addresses: all.filter((name) => isIP(name) !== 0),
    csrFile,
    stem,
    certificateFile: `${stem}.cer`,
    chainFile: `${stem}.p7b`,
    extensionFile: `${stem}.ext`,
    template: template.trim() || proposedTemplate,
    days: days.usual,
  }
}

const read = new Map<string, Texts>()

/** Parsed once: every view of a project has all recipes. */
function textsOf({ id }: Recipe, language: Language): Texts {
  const path = `./${id}/${language}.json`
  const present = read.get(path) ?? new Texts(language, texts[path])
  read.set(path, present)
  return present
}

class RecipeWriter {
  private readonly commandValues: CommandValues
  private readonly textValues: MessageValues
  private readonly texts: Texts

  constructor(
    private readonly recipe: Recipe,
    values: RecipeValues,
    language: Language,
  ) {
    const { keySha256, names } = values
    this.commandValues = commandValues(values)
    this.textValues = { ...this.commandValues, names, keySha256: keySha256 ?? '' }
    this.texts = textsOf(recipe, language)
  }

  view(): RecipeView {
    const { id, grant, isDeadEnd, hasWarning, ways, ends, sources, readOn } = this.recipe
    return {
      id,
      name: this.text('name'),
      grant,
      isDeadEnd: isDeadEnd === true,
      about: this.text('about'),
      warning: hasWarning ? this.text('warning') : null,
      ways: ways.map((way) => this.way(way)),
      returns: this.text('returns'),
      missing: this.text('missing'),
      ends: ends ?? [],
      sources,
      readOn,
    }
  }

  private way({ id, steps }: RecipePlan): RecipeWay {
    return {
      title: this.text('ways', id, 'title'),
      steps: steps.map(({ id: step, copied }) => ({
        text: this.text('ways', id, 'steps', step),
        copied: copied === undefined ? null : this.copied(copied),
      })),
    }
  }

  private copied(copied: Copied): CopiedView {
    const { kind } = copied
    if (kind === 'letter') return { kind, name: null, text: this.text('letter') }
    if (kind === 'file') {
      return { kind, name: copied.name(this.commandValues), text: copied.write(this.commandValues) }
    }
    return { kind, name: null, text: copied.write(this.commandValues, quotings[kind]) }
  }

  private text(...path: readonly string[]): string {
    return this.texts.find(path, this.textValues)
  }
}
