import { z } from 'zod';
import { type AcceptanceRule, acceptanceRuleSchema } from '../../../app/metrics/decisions/acceptance-rule.ts';
import { jsonColumn } from '../json-column.ts';
import type { ProjectDatabase } from '../project-database.ts';

/** What a part may not show. */
export class AcceptanceRules {
  readonly #db: ProjectDatabase;

  constructor(db: ProjectDatabase) {
    this.#db = db;
  }

  /** In their order. */
  list(): AcceptanceRule[] {
    return this.#db
      .all(
        z.strictObject({ rule: jsonColumn(acceptanceRuleSchema) }),
        'SELECT rule FROM acceptance_rule ORDER BY place',
      )
      .map(({ rule }) => rule);
  }

  /** These, and no others, from now on. */
  replace(rules: readonly AcceptanceRule[]): void {
    this.#db.change(() => {
      this.#db.run('DELETE FROM acceptance_rule');
      rules.forEach((rule, place) => {
        this.#db.run('INSERT INTO acceptance_rule (place, rule) VALUES (@place, @rule)', {
          place,
          rule: JSON.stringify(rule),
        });
      });
    });
  }
}
