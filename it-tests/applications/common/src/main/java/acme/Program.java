package acme;

/** What an application does by the name of its first argument. */
public interface Program {
  void run(String what) throws Exception;

  /** Runs it, and ends the JVM with code 0 unless it throws. */
  static void main(String[] args, Program program) {
    try {
      program.run(args[0]);
      System.exit(0);
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(3);
    }
  }
}
