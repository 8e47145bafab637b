package dev.weft.agent.scan;

import java.util.List;

/** What a method does, as far as the scan looks. */
record MethodCode(MethodId id, boolean isStatic, List<Call> calls, List<Made> made) {}
