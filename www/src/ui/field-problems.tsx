import type { FieldProblem } from '../model/connect-plan';
import { Icon } from './icon';

/** What must be corrected in the form before anything is sent. */
export function FieldProblems({ problems }: { problems: readonly FieldProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <div class="panel panel-error" role="alert">
      <Icon name="non-compliant" />
      <div class="panel-body">
        <p class="panel-title">A setting cannot be right</p>
        <p>Nothing was sent. Correct this:</p>
        <ul>
          {problems.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
