import type { HostName } from '../host-name.ts'
import type { Known } from './facts.ts'

/** Something about a host that no ability says, in a sentence for whoever binds a hook to it. */
export interface Note {
  readonly text: string
  readonly known: Known
}

/** What is particular to each host. */
export const NOTES: Readonly<Record<HostName, readonly Note[]>> = {
  'claude-code': [
    measured(
      'A hold costs a model request. The usual form gives the model the reason twice, a quiet hold once.',
    ),
    measured(
      'The cap counts the holds of one prompt. CLAUDE_CODE_STOP_HOOK_BLOCK_CAP moves it, and 0 takes it away.',
    ),
    measured('stop_hook_active is false at the first Stop of a prompt, and true at all later ones.'),
    measured('With an `if`, a Stop hook never runs.'),
    measured('A halt cancels neither wake-ups nor background shells.'),
  ],
  codex: [
    measured(
      'A block without a reason, a key it does not know or text on stdout lets the turn end in silence.',
    ),
    measured('In `exec`, a hook that nobody has trusted does not run, and nothing says so.'),
    measured('`exec` ends background commands when a Stop is released; a hook that sleeps keeps them alive.'),
  ],
  gemini: [
    measured('What others call Stop is AfterAgent.'),
    documented('A hook of the project that is new or was changed is shown as untrusted before it runs.'),
  ],
  qwen: [
    measured('What ends a run elsewhere makes it go on, with the reason as the next prompt.'),
    measured('Tasks that are over stay in background_tasks: only running and pending ones count.'),
    measured('Version 0.15 says already at the first Stop of a prompt that stop_hook_active is true.'),
  ],
  copilot: [
    measured("What ends a run elsewhere loses to another hook's hold."),
    measured(
      "A subagent's end comes as a Stop, too, with agentId and parentAgentId, in either spelling: it is none of the session's.",
    ),
    measured('Bound by its own name, agentStop, a hook gets camel case and no name of the event.'),
  ],
  cursor: [
    documented('The turn ends all the same, and the reason is sent as the next message of the user.'),
    documented(
      'A Stop whose status is aborted or error is none: only completed is a turn that ended by itself.',
    ),
    documented("The cap is `loop_limit` of the hook's own entry in the settings."),
  ],
  vscode: [
    documented(
      'Its events have a timestamp, which those of Claude Code have not, and not always a transcript_path.',
    ),
    documented('The decision of a Stop belongs inside hookSpecificOutput.'),
    documented(
      'continue: false is said to end the session. Whether it wins over a hold is not known, so there is no halt.',
    ),
  ],
  antigravity: [
    documented('Its events do not give their name; a Stop alone has fullyIdle.'),
    documented('workspacePaths may be empty, and a hook starts in the folder of its hooks.json.'),
    documented('A Stop whose terminationReason is not NO_TOOL_CALL, or which has an error, is none.'),
    documented(
      'Its documentation has it both ways: in one place the answer to a Stop is ignored, in another a hold is honoured.',
    ),
  ],
  droid: [
    measured("What ends a run elsewhere loses to another hook's hold."),
    measured('A block holds with status 1 as well as with 0.'),
    measured("Where the user has a hooks.json, the hooks of the user's settings.json do not run."),
  ],
  kiro: [
    documented('A block holds with status 0 alone; status 2 is a warning to the user.'),
    documented("Kiro's IDE cannot be held."),
  ],
}

function measured(text: string): Note {
  return { text, known: 'measured' }
}

function documented(text: string): Note {
  return { text, known: 'documented' }
}
