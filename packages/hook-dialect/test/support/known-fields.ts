/** Every field that some host's event is read by, so that a fuzzer hits them. */
export const KNOWN_FIELDS: readonly string[] = [
  ...['hook_event_name', 'hookEventName', 'session_id', 'sessionId', 'conversation_id', 'conversationId'],
  ...['cwd', 'workspace_roots', 'workspacePaths', 'turn_id', 'generation_id', 'prompt_id'],
  ...['transcript_path', 'transcriptPath', 'stop_hook_active', 'loop_count', 'fullyIdle'],
  ...['background_tasks', 'session_crons', 'crons', 'timestamp', 'stop_reason', 'stopReason'],
  ...['agentId', 'agent_id', 'parentAgentId', 'parent_agent_id', 'status', 'terminationReason'],
  ...['message_id', 'tool_execution_count'],
  ...['agentName', 'toolArgs', 'toolResult', 'error', 'prompt', 'source', 'toolCall', 'invocationNum'],
]
