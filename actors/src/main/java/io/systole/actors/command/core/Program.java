package io.systole.actors.command.core;

import io.systole.cib.Cib;

/** One of the commands. */
interface Program {
    Reply run(Call call, Cib cib) throws Options.BadUsage;
}
