/** The first of several commands that answers when it is asked for its version; `undefined` if none does. */
export async function firstAnswering(commands: readonly string[][]): Promise<string[] | undefined> {
  for (const command of commands) if (await answers(command)) return command;
}

async function answers([program, ...args]: string[]): Promise<boolean> {
  try {
    const command = new Deno.Command(program, {
      args: [...args, "--version"],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    });
    return (await command.output()).success;
  } catch {
    return false;
  }
}
