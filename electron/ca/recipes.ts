import type { Messages, MessageValues } from '../messages/messages.ts'
import { adCs } from './ad-cs/recipe.ts'
import { generic } from './generic/recipe.ts'
import type { CommandValues, Recipe, RecipePlan, RecipeValues, RecipeView, RecipeWay } from './recipe.ts'

/** The CAs that we know the way to, the likeliest first. */
export const recipes: readonly Recipe[] = [adCs, generic]

/** Each recipe with a project's values filled in. */
export const recipeViews = (values: RecipeValues, messages: Messages): readonly RecipeView[] =>
  recipes.map((recipe) => new RecipeWriter(recipe, values, messages).view())

/** What a template gets called where nobody has named one: no blanks, since certreq wants the name without them. */
const proposedTemplate = 'OMEMutualTLS'

class RecipeWriter {
  private readonly commandValues: CommandValues
  private readonly textValues: MessageValues

  constructor(
    private readonly recipe: Recipe,
    { host, names, csrFile, keySha256, template }: RecipeValues,
    private readonly messages: Messages,
  ) {
    const stem = csrFile.replace(/\.[^.]*$/, '')
    this.commandValues = {
      csrFile,
      certificateFile: `${stem}.cer`,
      chainFile: `${stem}.p7b`,
      template: template.trim() || proposedTemplate,
    }
    this.textValues = { ...this.commandValues, host, names, keySha256: keySha256 ?? '' }
  }

  view(): RecipeView {
    const { id, hasWarning, ways } = this.recipe
    return {
      id,
      name: this.text('name'),
      about: this.text('about'),
      warning: hasWarning ? this.text('warning') : null,
      ways: ways.map((way) => this.way(way)),
      returns: this.text('returns'),
    }
  }

  private way({ id, steps }: RecipePlan): RecipeWay {
    return {
      title: this.text('ways', id, 'title'),
      steps: steps.map(({ id: step, command }) => ({
        text: this.text('ways', id, 'steps', step),
        command: command === undefined ? null : this.command(command),
      })),
    }
  }

  private command(command: NonNullable<RecipePlan['steps'][number]['command']>): string {
    return typeof command === 'function' ? command(this.commandValues) : this.text(command.text)
  }

  private text(...path: readonly string[]): string {
    return this.messages.find(['recipes', this.recipe.id, ...path], this.textValues)
  }
}
