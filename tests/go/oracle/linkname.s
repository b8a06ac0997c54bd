// Empty. With a file of assembly in the package the compiler accepts functions without a body, which
// runtime.go links to the runtime's own.
