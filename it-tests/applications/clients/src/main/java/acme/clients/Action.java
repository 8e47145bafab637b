package acme.clients;

/** Something that blocks. */
interface Action {
  void run() throws Exception;
}
