@echo off
rem Starts Darkroom: what bin/darkroom does, but for the class archive.
rem
rem   JAVA_HOME            a JDK of at least 17; without it, java on the PATH
rem   DARKROOM_JAVA_OPTS   more options for Java
setlocal EnableExtensions DisableDelayedExpansion

set "DARKROOM_JAVA=java.exe"
if not defined JAVA_HOME goto find
set "DARKROOM_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%DARKROOM_JAVA%" goto release
echo darkroom: JAVA_HOME, %JAVA_HOME%, has no bin\java.exe. Install a JDK of at least 17, or set JAVA_HOME to one>&2
exit /b 2

:find
where /q java.exe && goto release
echo darkroom: there is no Java. Install a JDK of at least 17, or set JAVA_HOME to one>&2
exit /b 2

:release
set "DARKROOM_VERSION="
if defined JAVA_HOME for /f usebackq^ tokens^=2^ delims^=^=.^" %%v in (`findstr /b "JAVA_VERSION=" "%JAVA_HOME%\release" 2^>nul`) do set "DARKROOM_VERSION=%%v"
if defined DARKROOM_VERSION goto compare
rem Java 8 calls itself "1.8.0_402".
for /f usebackq^ tokens^=2^ delims^=.^" %%v in (`call "%DARKROOM_JAVA%" -version 2^>^&1`) do if not defined DARKROOM_VERSION set "DARKROOM_VERSION=%%v"
if not defined DARKROOM_VERSION set "DARKROOM_VERSION=0"

:compare
if %DARKROOM_VERSION% geq 17 goto flags
echo darkroom: %DARKROOM_JAVA% is older than Java 17, or does not run. Install a JDK of at least 17, or set JAVA_HOME to one>&2
exit /b 2

:flags
set "DARKROOM_FLAGS="
if "%~1"=="" set "DARKROOM_FLAGS=short"
for %%c in (--help -h --version -V status runs models completion resolve) do if "%~1"=="%%c" set "DARKROOM_FLAGS=short"
if defined DARKROOM_FLAGS set "DARKROOM_FLAGS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

rem The last command, so that the exit code is Java's own.
"%DARKROOM_JAVA%" %DARKROOM_FLAGS% "-Ddarkroom.program=%~f0" %DARKROOM_JAVA_OPTS% -jar "%~dp0..\lib\darkroom.jar" %*
